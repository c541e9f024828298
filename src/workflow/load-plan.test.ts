import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { costOfPlan } from './cost-of-plan.ts'
import { loadPlan } from './load-plan.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-plan-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function planOf(text: string) {
  const path = join(folder, 'plan.yaml')
  await writeFile(path, text)
  return loadPlan(path)
}

test('a plan that names a model is priced by its row, which is among the inputs with its day', async () => {
  const priced = await planOf(`
volume: { perMonth: 50000 }
prompt: { model: 'openai:gpt-5-mini', tokens: { input: 1000, output: 100, reasoning: 200 } }
tune: { trainingUsd: 100 }
`)
  const { costPerQueryUsd, inputs, leftOut } = costOfPlan(priced)
  // 1,000 × .25 + 300 × 2 = 850 USD a million queries.
  expect(costPerQueryUsd.prompt.low).toBeCloseTo(0.00085, 12)
  expect(inputs).toContainEqual({
    name: 'prompt.model.outputPerMillionUsd',
    value: 2,
    low: 2,
    high: 2,
    spread: 'exact',
    source: '@pydantic/genai-prices 0.1.8: OpenAI, GPT-5 mini',
    asOf: '2026-09-23',
  })
  expect(leftOut).toContain('tune.costPerQueryUsd: inference of the trained model')
  expect(leftOut.join()).not.toContain('tune.trainingUsd')
})

test('prices of the plan itself come first', async () => {
  const priced = await planOf(`
volume: { perMonth: 50000 }
prompt: { model: 'mine:big', tokens: { input: 1000, output: 100 } }
tune: { costPerQueryUsd: 0 }
prices: { 'mine:big': { inputPerMillionUsd: 1, outputPerMillionUsd: 2, asOf: 2026-11-01 } }
`)
  expect(costOfPlan(priced).costPerQueryUsd.prompt.low).toBeCloseTo(0.0012, 12)
})

test('unknown keys name the nearest known one, and every mistake is said with its line', async () => {
  const plan = planOf(`volume: { perMonth: 0 }
prompt: { costPerQuery: 0.02 }
tune:
  hostingUsdPerMoth: [200, 1000]
  trainingUsd: [500, 100]
`)
  await expect(plan).rejects.toThrow(
    /volume\.perMonth is 0\. It must be a number above 0 or \[low, high\]\. \(line 1\)/u,
  )
  await expect(plan).rejects.toThrow(/Did you mean prompt\.costPerQueryUsd\? \(line 2\)/u)
  await expect(plan).rejects.toThrow(/Did you mean tune\.hostingUsdPerMonth\? \(line 4\)/u)
  await expect(plan).rejects.toThrow(
    /tune\.trainingUsd: the first number of a range must not be above the second\. \(line 5\)/u,
  )
})

test.each([
  ['{}', 'prompt does not say what a query costs. Give prompt.costPerQueryUsd, or prompt.model'],
  [
    "{ model: 'openai:gpt-5-mini', costPerQueryUsd: 1 }",
    'prompt has costPerQueryUsd and model. Give prompt.costPerQueryUsd, or',
  ],
  ["{ model: 'openai:gpt-5-mini' }", 'prompt.model is openai:gpt-5-mini, and prompt.tokens is missing'],
  ['{ tokens: { input: 1, output: 1 } }', 'prompt.tokens stands without prompt.model'],
  [
    "{ model: 'openai:no-such', tokens: { input: 1, output: 1 } }",
    'prompt.model is openai:no-such. Nobody has a price of it: add prices:',
  ],
])('prompt: %s is refused', async (prompt, message) => {
  await expect(planOf(`volume: { perMonth: 5 }\nprompt: ${prompt}\ntune: {}\n`)).rejects.toThrow(message)
})

test('a file that is missing, empty or no plan', async () => {
  await expect(loadPlan(join(folder, 'none.yaml'))).rejects.toThrow(/^There is no plan .*none\.yaml\.$/u)
  await expect(planOf('')).rejects.toThrow(/is empty/u)
  await expect(planOf('- 1')).rejects.toThrow(/holds a list\. A plan is a set of "key: value" lines\./u)
})

test('more ranges than corners can be worked out of are refused', async () => {
  const range = '[1, 2]'
  const common = `evaluationUsd: ${range}, hostingUsdPerMonth: ${range}, upkeepUsdPerMonth: ${range}`
  const plan = (rest: string) => `volume: { perMonth: ${range} }
prompt: { costPerQueryUsd: ${range}, developmentUsd: ${range}, ${common} }
tune: { costPerQueryUsd: ${range}, preparationUsd: ${range}, trainingUsd: ${range}, ${common} ${rest} }
`
  expect(costOfPlan(await planOf(plan(''))).firstYearUsd.prompt.low).toBe(12 + 1 + 1 + 24)
  await expect(planOf(plan(`, labellingUsd: ${range}`))).rejects.toThrow(
    /^The plan has 13 ranges, volume\.perMonth, .* It may have 12: give numbers where the range is narrow\.$/u,
  )
})
