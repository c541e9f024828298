import { expect, test } from 'vitest'
import { createModelPool } from '../../models/pool.ts'
import { checkModels } from './check-models.ts'

const pool = createModelPool({ home: '/nowhere' })
const check = (language: string[], embedding = 'local:minilm-l6') =>
  checkModels({ models: { language, embedding } }, pool)

test('names of the catalogue pass in their role, hosted models are left to the methods', async () => {
  await expect(check(['local:smollm2-135m', 'openai:gpt-5-mini'])).resolves.toBeUndefined()
})

test('unknown names and names in the wrong role are refused', async () => {
  await expect(check(['local:smolm2-135m'])).rejects.toThrow('Did you mean local:smollm2-135m?')
  await expect(check(['smollm2-135m'])).rejects.toThrow('There is no model "smollm2-135m".')
  await expect(check([], 'local:smollm2-135m')).rejects.toThrow(
    'local:smollm2-135m is a model for language, models.embedding needs one for embedding.',
  )
})
