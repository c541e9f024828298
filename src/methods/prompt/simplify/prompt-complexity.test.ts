import { expect, it } from 'vitest'
import type { Candidate } from '../../../contracts/candidate.ts'
import { taskFileSchema } from '../../../contracts/task.ts'
import { defaultPrompts } from '../default-prompts.data.ts'
import { promptComplexity } from './prompt-complexity.ts'

const format = { kind: 'classification', labels: ['bread', 'tea'], fallback: 'tea' }
const file = taskFileSchema.parse({
  name: 'x',
  kind: 'classification',
  description: 'What is it?',
  data: { train: 't' },
  labels: { tea: 'a hot drink' },
  success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
})
const task = { ...file, path: '/x/task.yaml', folder: '/x', defaults: [] }
const artifacts = {
  put: () => Promise.reject(new RangeError('reads only')),
  get: async () => Buffer.from(JSON.stringify(format)),
  path: () => Promise.reject(new RangeError('no files here')),
}
const candidate = (spec: Candidate['spec'], family: Candidate['family'] = 'prompt') =>
  ({ spec, family, artifacts: [{ name: 'format', sha256: 'x' }] }) as Candidate

it('counts what a prompt says before any row', async () => {
  const template = defaultPrompts.classification['few-shot']
  // "What is it?\nAnswer with exactly one of these labels:\n- bread\n\n- tea: a hot drink": a token every 3 characters.
  const complexity = await promptComplexity(candidate({ template, demonstrations: 4 }), { task, artifacts })
  expect(complexity).toMatchObject({ sections: 4, variables: 4, demonstrations: 4 })
  expect(complexity?.tokens).toBeGreaterThan(24)
  expect(complexity?.tokens).toBeLessThan(30)
})

it('says nothing of what is no prompt', async () => {
  expect(await promptComplexity(candidate({ l2: 1 }, 'tune'), { task, artifacts })).toBeUndefined()
  expect(await promptComplexity(candidate({ file: 'a' }), { task, artifacts })).toBeUndefined()
})
