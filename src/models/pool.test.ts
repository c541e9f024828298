import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addModel } from './catalogue/add-model.ts'
import { planLocalModel } from './catalogue/plan-local-model.ts'
import { createModelPool } from './pool.ts'

const realHome = process.env['CROSSOVER_TEST_HOME'] ?? ''
const isBuilt = existsSync(new URL('../../dist/models/llama/host/host.js', import.meta.url))
const messages = [{ role: 'user' as const, content: 'Hello' }]

/** A cache of our own that shares engines and models with the suite's, so that only vectors are written. */
let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'crossover-pool-'))
  for (const name of ['engines', 'models']) await symlink(join(realHome, name), join(home, name), 'junction')
})
afterEach(() => rm(home, { recursive: true, force: true }))

describe('createModelPool', () => {
  it('identifies a model without fetching anything', async () => {
    const pool = createModelPool({ home })
    expect(await pool.identify('local:minilm-l6')).toEqual({
      name: 'local:minilm-l6',
      role: 'embedding',
      provider: 'local',
      sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
      parameters: 22_700_000,
      licence: 'Apache-2.0',
    })
    await pool.close()
  })

  it('refuses a name of the other role, an unknown one, and language models when they are off', async () => {
    const pool = createModelPool({ home, useLlama: false })
    await expect(pool.language('local:minilm-l6')).rejects.toThrow(
      'local:minilm-l6 is a model for embedding, models.language needs one for language.',
    )
    await expect(pool.embedder('local:minilm-l7')).rejects.toThrow('Did you mean local:minilm-l6?')
    await expect(pool.language('local:smollm2-135m')).rejects.toThrow(
      'language models are switched off (--no-llm)',
    )
    await pool.close()
  })
})

describe.skipIf(realHome === '')('createModelPool on the real models (needs CROSSOVER_TEST_HOME)', () => {
  it('keeps vectors on disk, and goes round them in the fresh view', async () => {
    const pool = createModelPool({ home })
    const vectors = join(home, 'embeddings')
    const fresh = await pool.fresh().embedder('local:minilm-l6')
    const [computed] = await fresh.embed(['a parcel'])
    expect(existsSync(vectors) ? await readdir(vectors) : []).toEqual([])
    const embedder = await pool.embedder('local:minilm-l6')
    expect(await embedder.embed(['a parcel'])).toEqual([computed])
    expect(await readdir(vectors)).toEqual([`${embedder.identity.sha256}.bin`])
    await Promise.all([fresh.close(), embedder.close(), pool.close()])
  })

  it('leaves what was handed out usable when the pool closes, and hands out nothing more', async () => {
    const pool = createModelPool({ home, embeddingCache: false })
    const embedder = await pool.embedder('local:minilm-l6')
    await pool.close()
    expect(await embedder.embed(['still here'])).toHaveLength(1)
    await embedder.close()
    await expect(pool.embedder('local:minilm-l6')).rejects.toThrow('This model pool is closed')
  })

  it.skipIf(!isBuilt)(
    'runs an added file by its name, pinned by its digest (needs the built program)',
    async () => {
      const own = await mkdtemp(join(tmpdir(), 'crossover-pool-added-'))
      try {
        await symlink(join(realHome, 'engines'), join(own, 'engines'), 'junction')
        const sha256 = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53'
        const path = join(realHome, 'models', sha256, 'SmolLM2-135M-Instruct.Q4_1.gguf')
        const name = 'hf:acme/smollm2/smollm2.gguf'
        await addModel(await planLocalModel({ path, name }), { home: own })
        const pool = createModelPool({ home: own })
        expect(await pool.identify(name)).toMatchObject({
          name,
          provider: 'local',
          sha256,
          parameters: 134_515_008,
        })
        const model = await pool.language(name)
        const signal = new AbortController().signal
        const { text } = await model.generate({ messages, maxTokens: 8, signal })
        expect(text).not.toBe('')
        const { label } = (await model.choose?.({ messages, labels: ['yes', 'no'], signal })) ?? {}
        expect(['yes', 'no']).toContain(label)
        await model.close()
        await pool.close()
      } finally {
        await rm(own, { recursive: true, force: true })
      }
    },
  )

  it.skipIf(!isBuilt)('opens one language host for all who ask (needs the built program)', async () => {
    const pool = createModelPool({ home })
    const [one, two] = await Promise.all([
      pool.language('local:smollm2-135m'),
      pool.language('local:smollm2-135m'),
    ])
    const tokens = await one.countTokens(messages)
    await one.close()
    await pool.close()
    expect(await two.countTokens(messages)).toBe(tokens)
    await two.close()
  })
})
