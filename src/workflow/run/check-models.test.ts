import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createModelPool } from '../../models/pool.ts'
import { checkModels } from './check-models.ts'

const pool = createModelPool({ home: '/nowhere' })
const check = (language: string[], embedding = 'local:minilm-l6') =>
  checkModels({ models: { language, embedding } }, pool)

test('names of the catalogue and of known providers pass in their role', async () => {
  await expect(check(['local:smollm2-135m', 'openai:gpt-5-mini'])).resolves.toBeUndefined()
})

test('unknown names and names in the wrong role are refused', async () => {
  await expect(check(['local:smolm2-135m'])).rejects.toThrow('Did you mean local:smollm2-135m?')
  await expect(check(['smollm2-135m'])).rejects.toThrow('There is no model "smollm2-135m".')
  await expect(check([], 'local:smollm2-135m')).rejects.toThrow(
    'local:smollm2-135m is a model for language, models.embedding needs one for embedding.',
  )
})

test('an unknown provider is refused with the nearest, and with how one is added', async () => {
  await expect(check(['opnai:gpt-5-mini'])).rejects.toThrow(
    'There is no provider "opnai" for the model "opnai:gpt-5-mini". Did you mean openai?',
  )
  await expect(check(['opnai:gpt-5-mini'])).rejects.toMatchObject({
    hint: expect.stringContaining(
      'providers: { opnai: { baseUrl: https://…/v1, keyEnv: OPNAI_API_KEY } }',
    ) as string,
  })
  const own = createModelPool({
    home: '/nowhere',
    providers: { opnai: { baseUrl: 'http://127.0.0.1:9/v1', protocol: 'openai-chat' } },
  })
  const models = { language: ['opnai:gpt-5-mini'], embedding: 'local:minilm-l6' }
  await expect(checkModels({ models }, own)).resolves.toBeUndefined()
})

test('a vendor that is to train a model is known', async () => {
  const trainedAt = (provider: string) =>
    checkModels(
      {
        models: { language: [], embedding: 'local:minilm-l6' },
        tuning: { hosted: [{ provider, base: 'gpt-4o-mini', epochs: 3 }] },
      },
      pool,
    )
  await expect(trainedAt('openai')).resolves.toBeUndefined()
  await expect(trainedAt('opnai')).rejects.toThrow('Did you mean openai?')
})

test('an embedding model is not asked for from a provider', async () => {
  await expect(check([], 'openai:text-embedding-3-small')).rejects.toThrow(
    'openai:text-embedding-3-small is a model for language, models.embedding needs one for embedding.',
  )
})

test('an encoder begins as the catalogue’s MiniLM or as a folder that has all it needs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossover-encoder-base-'))
  const from = (encoder: string) =>
    checkModels({ models: { language: [], embedding: 'local:minilm-l6', encoder }, folder }, pool)
  await expect(from('local:minilm-l6')).resolves.toBeUndefined()
  await expect(from('local:smollm2-135m')).rejects.toThrow(
    'models.encoder is "local:smollm2-135m". It must be local:minilm-l6 or a folder.',
  )
  await mkdir(join(folder, 'mine'))
  await writeFile(join(folder, 'mine', 'config.json'), '{}')
  await expect(from('mine')).rejects.toThrow(
    `the folder ${join(folder, 'mine')} has no model.safetensors and no tokenizer.json`,
  )
  for (const name of ['model.safetensors', 'tokenizer.json']) await writeFile(join(folder, 'mine', name), '')
  await expect(from('mine')).resolves.toBeUndefined()
  await rm(folder, { recursive: true })
})

test('a reflector must be a language model that can write instructions', async () => {
  const reflectedBy = (reflector: string) =>
    checkModels({ models: { language: [], embedding: 'local:minilm-l6' }, prompting: { reflector } }, pool)
  await expect(reflectedBy('openai:gpt-5-mini')).resolves.toBeUndefined()
  await expect(reflectedBy('local:smollm2-135m')).rejects.toThrow(
    'local:smollm2-135m has 135M parameters: too few to write instructions as prompting.reflector.',
  )
  await expect(reflectedBy('local:minilm-l6')).rejects.toThrow('prompting.reflector needs one for language.')
})
