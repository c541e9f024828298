import { expect, test } from 'vitest'
import { machineCost, machinesFor } from './machine-cost.ts'
import { priceQueries } from './price-queries.ts'
import { promptCacheShare } from './prompt-cache-share.ts'
import { tokenCost } from './token-cost.ts'

const task = {
  costs: {
    labourUsdPerHour: 50,
    machineUsdPerHour: 0.2,
    wrongAnswerUsd: 0,
    labelUsd: 0.5,
    sharedMachine: false,
  },
  volume: { perMonth: 10_000, growthPerMonth: 0, horizonMonths: 12 },
  prices: {},
}
const local = {
  name: 'head',
  kind: 'tune/head',
  models: [{ name: 'local:x', role: 'embedding' as const, provider: 'local' }],
}
const hosted = {
  name: 'few-shot',
  kind: 'prompt/few-shot',
  models: [{ name: 'openai:no-such-model', role: 'language' as const, provider: 'openai' }],
}
const answer = { output: 'a', validity: 'first' as const }

test('decision.md §10: 0.20 USD/h at 10,000 a month is 0.0146 on an own machine, for a 35 ms head and a .9 s model alike', () => {
  const head = machineCost([35, 35], task)
  expect(head.perQuery?.value).toBeCloseTo(0.0146, 6)
  expect(head.busyPerQuery).toBeCloseTo(0.0000019, 7)
  expect(machineCost([900], task).perQuery?.value).toBeCloseTo(0.0146, 6)
})

test('a shared machine is charged by the busy second', () => {
  const shared = { ...task, costs: { ...task.costs, sharedMachine: true } }
  expect(machineCost([35], shared).perQuery?.value).toBeCloseTo(0.035 * (0.2 / 3600), 12)
})

test('machines grow with the peak: 1 s at 3,000,000 a month needs ⌈1.1416 × 5 / .6⌉ = 10', () => {
  expect(machinesFor(1, 3_000_000)).toBe(10)
})

const price = { inputPerMillionUsd: 0.25, cachedInputPerMillionUsd: 0.025, outputPerMillionUsd: 2 }
const usage = { inputTokens: 1200, outputTokens: 20, source: 'reported' as const }
const cached = { ...usage, cachedInputTokens: 1000 }

test('decision.md §10: the share of cached prompts is .108, .681 and 1.000 at 1,000, 10,000 and 100,000 a month', () => {
  expect(promptCacheShare({ perMonth: 1000 })).toBeCloseTo(0.108, 3)
  expect(promptCacheShare({ perMonth: 10_000 })).toBeCloseTo(0.681, 3)
  expect(promptCacheShare({ perMonth: 100_000 })).toBeCloseTo(1, 4)
})

test('decision.md fixture b: 1,200 tokens in (1,000 cacheable), 20 out: .00018685 at 10,000 a month', () => {
  const at = (perMonth: number) => tokenCost([cached], price, { perMonth }).perQuery.value
  expect(at(10_000)).toBeCloseTo(0.00018685, 8)
  expect(at(1e9)).toBeCloseTo(0.000115, 12)
  expect(tokenCost([usage], price, { perMonth: 10_000 }).perQuery.value).toBeCloseTo(0.00034, 12)
})

test('requests of a burst that missed the cache have the beginning that the others found there', () => {
  const burst = tokenCost([usage, cached, cached], price, { perMonth: 10_000 })
  expect(burst.perQuery.value).toBeCloseTo(0.00018685, 8)
  expect(burst.basis).toEqual({
    kind: 'tokens',
    missUsd: { value: 0.00034, low: 0.00034, high: 0.00034 },
    savedUsd: expect.closeTo(0.000225, 12) as number,
  })
})

test('an unknown price is said, never 0, and a billed amount comes first', () => {
  const unknown = priceQueries(hosted, { predictions: [answer], computeMs: [] }, task)
  expect(unknown).toEqual({
    unknown: 'few-shot: no price for openai:no-such-model; add it under prices: in the task file',
  })
  const billed = priceQueries(hosted, { predictions: [{ ...answer, billedUsd: 0.01 }], computeMs: [] }, task)
  expect(billed.perQuery?.value).toBe(0.01)
  const recorded = { ...hosted, kind: 'recorded', name: 'gpt' }
  expect(priceQueries(recorded, { predictions: [answer], computeMs: [] }, task).unknown).toContain(
    "'recorded:gpt'",
  )
})

test('local candidates are priced by compute time and report their tokens', () => {
  const counted = { inputTokens: 100, outputTokens: 3, source: 'counted' as const }
  const cost = priceQueries(local, { predictions: [{ ...answer, usage: counted }], computeMs: [4] }, task)
  expect(cost.tokensPerQuery).toEqual({ input: 100, output: 3 })
  expect(cost.perQuery?.value).toBeCloseTo(0.0146, 6)
})

test('cached and reasoning tokens are told apart where there are any', () => {
  const reasoned = { ...cached, reasoningTokens: 40 }
  const cost = priceQueries(
    { ...hosted, models: [{ name: 'openai:gpt-5-mini', role: 'language', provider: 'openai' }] },
    { predictions: [{ ...answer, usage: reasoned }], computeMs: [] },
    task,
  )
  expect(cost.tokensPerQuery).toEqual({ input: 1200, cached: 1000, output: 20, reasoning: 40 })
})
