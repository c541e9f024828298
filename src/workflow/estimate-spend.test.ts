import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { estimateSpend } from './estimate-spend.ts'
import { loadTask } from './load-task.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-estimate-'))
  const rows = Array.from({ length: 100 }, (_, n) => ({
    input: `Message ${n} about ${n % 2 === 0 ? 'a bill' : 'a parcel'}`,
    output: n % 2 === 0 ? 'billing' : 'delivery',
  }))
  await writeFile(join(folder, 'rows.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function estimateFor(lines: string) {
  const head = 'name: t\nkind: classification\ndata: { examples: rows.jsonl }\n'
  const success = 'success: { quality: { metric: accuracy, atLeast: 0.9 } }\n'
  await writeFile(join(folder, 'task.yaml'), `${head}${success}${lines}`)
  return estimateSpend(await loadTask(folder))
}

test('nothing is estimated where no hosted model is asked', async () => {
  expect(await estimateFor('')).toBeUndefined()
  expect(await estimateFor('models: { language: [openai:gpt-5-mini] }\nmethods: [baseline]')).toBeUndefined()
})

test('hosted models have a low and a high end and the row of their price; those without a price are named', async () => {
  const estimate = await estimateFor(
    'models: { language: [openai:gpt-4o-mini, ollama:x, local:smollm2-135m] }\nmethods: [prompt/zero-shot]',
  )
  expect(estimate?.rows.map(({ modelName }) => modelName)).toEqual(['openai:gpt-4o-mini'])
  expect(estimate?.unpriced).toEqual(['ollama:x'])
  expect(estimate?.lowUsd).toBeGreaterThan(0)
  expect(estimate?.highUsd).toBeGreaterThan(estimate?.lowUsd ?? Infinity)
})

test('tokens a model thinks in are part of the high end', async () => {
  const ask = (model: string) =>
    estimateFor(
      `models: { language: [${model}] }\nmethods: [prompt/zero-shot]\nprices: { '${model}': { inputPerMillionUsd: 0, outputPerMillionUsd: 1 } }`,
    )
  const plain = await ask('openai:gpt-4o-mini')
  const thinking = await ask('openai:gpt-5-mini')
  expect(thinking?.lowUsd).toBe(plain?.lowUsd)
  // 64 tokens of answer against 64 + 4,096.
  expect(thinking?.highUsd).toBeCloseTo((plain?.highUsd ?? 0) * 65, 9)
})
