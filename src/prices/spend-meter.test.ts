import { expect, test } from 'vitest'
import { SpendLimitError } from '../errors.ts'
import { estimateRun } from './estimate-run.ts'
import { SpendMeter } from './spend-meter.ts'

/** One dollar a million tokens: a request of 400,000 + 600,000 tokens costs at most 1 USD. */
const price = { inputPerMillionUsd: 1, outputPerMillionUsd: 1, source: 'test' }
const dollar = { modelName: 'openai:m', inputTokens: 400_000, maxOutputTokens: 600_000, price }
const used = (tokens: number) => ({ inputTokens: tokens, outputTokens: 0, source: 'reported' as const })

test('a request that could cross the limit is refused before it is sent, with the numbers', async () => {
  const meter = new SpendMeter({ limitUsd: 2.5 })
  for (const _ of [1, 2]) (await meter.reserve(dollar)).settle(used(900_000))
  await expect(meter.reserve(dollar)).rejects.toThrow(
    'One more request to openai:m could cost 1 USD, and 0.7 USD is left of the limit of 2.5 USD. It was not sent.',
  )
  expect(meter.spend()).toMatchObject({ spentUsd: 1.8, reservedUsd: 0, requests: 2 })
})

test('many at once never cross it: those who could wait for those under way', async () => {
  const meter = new SpendMeter({ limitUsd: 3 })
  let most = 0
  const ask = async () => {
    const reservation = await meter.reserve(dollar)
    const { spentUsd, reservedUsd } = meter.spend()
    most = Math.max(most, spentUsd + reservedUsd)
    await Promise.resolve()
    reservation.settle(used(500_000))
  }
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, ask))
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  // After five half-dollar answers .5 USD is left, and the next could cost 1.
  expect(refused).toHaveLength(15)
  expect(refused.every((outcome) => 'reason' in outcome && outcome.reason instanceof SpendLimitError)).toBe(
    true,
  )
  expect(most).toBeLessThanOrEqual(3)
  expect(meter.spend().spentUsd).toBeCloseTo(2.5, 12)
})

test('a refused request costs nothing, one without an answer costs all it could, and each ends once', async () => {
  const meter = new SpendMeter({ limitUsd: 10 })
  const refused = await meter.reserve(dollar)
  refused.release()
  refused.forfeit()
  const lost = await meter.reserve(dollar)
  lost.forfeit()
  lost.settle(used(1))
  expect(meter.spend()).toMatchObject({ spentUsd: 1, reservedUsd: 0, requests: 1 })
})

test('what a vendor says it billed replaces the price', async () => {
  const meter = new SpendMeter({ limitUsd: 10 })
  const reservation = await meter.reserve(dollar)
  reservation.settle(used(1_000_000), 0.25)
  expect(meter.spend().spentUsd).toBe(0.25)
})

test('models without a price are asked, and counted apart', async () => {
  const meter = new SpendMeter({ limitUsd: 0 })
  const reservation = await meter.reserve({ ...dollar, modelName: 'ollama:x', price: undefined })
  reservation.settle(used(10))
  expect(meter.spend()).toMatchObject({ spentUsd: 0, requests: 1, unpriced: { 'ollama:x': 1 } })
})

test('an estimate is requests × tokens × price at both ends, models without a price named', () => {
  const plan = {
    modelName: 'openai:m',
    requests: { low: 100, high: 200 },
    inputTokens: { low: 500, high: 1000 },
    outputTokens: { low: 10, high: 20 },
  }
  const estimate = estimateRun([
    { ...plan, price: { ...price, outputPerMillionUsd: 10 } },
    { ...plan, modelName: 'ollama:x', price: undefined },
  ])
  // 100 × (500 + 100) and 200 × (1,000 + 200) millionths.
  expect(estimate.lowUsd).toBeCloseTo(0.06, 12)
  expect(estimate.highUsd).toBeCloseTo(0.24, 12)
  expect(estimate.unpriced).toEqual(['ollama:x'])
})

test('a request sent again sets aside as much again, or is not sent', async () => {
  const meter = new SpendMeter({ limitUsd: 2.5 })
  const reservation = await meter.reserve(dollar)
  expect(reservation.again()).toBe(true)
  expect(meter.spend()).toMatchObject({ spentUsd: 1, reservedUsd: 1 })
  expect(reservation.again()).toBe(false)
  reservation.settle(used(1_000_000))
  expect(meter.spend()).toMatchObject({ spentUsd: 2, reservedUsd: 0 })
})
