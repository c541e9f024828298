import { expect, test } from 'vitest'
import { costPlanSchema, type CostPlan } from '../../contracts/cost-plan.ts'
import type { CostInput } from '../../contracts/cost.ts'
import type { TokenPrice } from '../../prices/token-price.ts'
import { answersUsd, queriesUsd, type ArmMoney } from './arm-money.ts'
import { breakEvenMonth, firstYearCrossing, steadyCrossing } from './break-even.ts'
import { compareMoney } from './compare-money.ts'
import { exactInput, measuredInput } from './cost-input.ts'
import { quantilesOf, volumeFrom } from './crossing-summary.ts'
import { drawPlans } from './draw-plans.ts'
import { pairOf, type MoneyModel } from './money-model.ts'
import { modelOfPlan } from './plan-model.ts'
import { totalQueries, totalUsd } from './total-usd.ts'

const flat = (usd: number, more: Partial<ArmMoney> = {}): ArmMoney => ({
  upFrontUsd: 0,
  perMonthUsd: 0,
  unit: { kind: 'flat', usd },
  ...more,
})
const compared = { prompt: 'prompt', tune: 'tune' }

function costOf(plan: unknown, prices: { prompt?: TokenPrice; tune?: TokenPrice } = {}) {
  const parsed: CostPlan = costPlanSchema.parse(plan)
  const model = modelOfPlan({ plan: parsed, file: 'plan.yaml', prices })
  return compareMoney({ model, compared, ends: 'corners', seed: parsed.seed, leftOut: [] })
}

test('decision.md §10 (a): totals, month and volume of break-even, growth, retraining', () => {
  const volume = { perMonth: 60_000, growthPerMonth: 0.03 }
  const prompt = flat(0.004)
  const tune = flat(0.0005, { upFrontUsd: 3000, perMonthUsd: 150 })
  expect(totalQueries(volume, 12)).toBeCloseTo(851_521.77, 2)
  expect(totalUsd(prompt, volume, 12)).toBeCloseTo(3406.09, 2)
  expect(totalUsd(tune, volume, 12)).toBeCloseTo(5225.76, 2)
  const pair = { prompt, tune, volume }
  const flatPair = { ...pair, volume: { perMonth: 60_000, growthPerMonth: 0 } }
  expect(breakEvenMonth(pair, 60)).toBe(22)
  expect(breakEvenMonth(flatPair, 60)).toBe(50)
  expect(breakEvenMonth(flatPair, 49)).toBeUndefined()
  expect(volumeFrom(firstYearCrossing(flatPair))).toBeCloseTo(114_285.7, 1)
  expect(volumeFrom(firstYearCrossing(pair))).toBeCloseTo(96_633.7, 1)
  expect(volumeFrom(steadyCrossing(pair))).toBeCloseTo(42_857.1, 1)
  // 25 % a year of 3,000 is 62.50 a month: (150 + 62.5) / .0035.
  const retrained = { ...pair, tune: { ...tune, perMonthUsd: 150 + (0.25 * 3000) / 12 } }
  expect(volumeFrom(steadyCrossing(retrained))).toBeCloseTo(60_714.3, 1)
  expect(breakEvenMonth({ ...pair, volume: { perMonth: 10_000, growthPerMonth: 0.03 } }, 24)).toBeUndefined()
})

test('the month of break-even is that from which on tuning stays ahead: not at all where it falls back or costs the same', () => {
  const volume = { perMonth: 1000, growthPerMonth: 0 }
  const dear = flat(0.02)
  expect(breakEvenMonth({ prompt: flat(0.01, { upFrontUsd: 50 }), tune: dear, volume }, 24)).toBeUndefined()
  expect(breakEvenMonth({ prompt: flat(0.01), tune: flat(0.01), volume }, 24)).toBeUndefined()
  expect(breakEvenMonth({ prompt: dear, tune: flat(0.01), volume }, 24)).toBe(0)
  expect(breakEvenMonth({ prompt: dear, tune: flat(0.01, { upFrontUsd: 5 }), volume }, 24)).toBe(1)
})

test('decision.md §10 (a) as a plan gives the same figures', () => {
  const plan = {
    volume: { perMonth: 60_000, growthPerMonth: 0.03 },
    prompt: { costPerQueryUsd: 0.004 },
    tune: { preparationUsd: 2500, trainingUsd: 500, hostingUsdPerMonth: 150, costPerQueryUsd: 0.0005 },
  }
  const cost = costOf(plan)
  expect(cost.volume.queries.low).toBeCloseTo(851_521.77, 2)
  expect(cost.firstYearUsd.prompt.low).toBeCloseTo(3406.09, 2)
  expect(cost.firstYearUsd.tune.high).toBeCloseTo(5225.76, 2)
  expect(cost.breakEvenMonth).toMatchObject({ low: 22, high: 22 })
  expect(cost.breakEvenPerMonth.firstYear).toMatchObject({ low: expect.closeTo(96_633.7, 1) as number })
  const retrained = costOf({ ...plan, tune: { ...plan.tune, retrainingPerYear: 0.25 } })
  expect(retrained.breakEvenPerMonth.steadyState).toMatchObject({
    low: expect.closeTo(60_714.3, 1) as number,
  })
})

const gpt5mini: TokenPrice = {
  inputPerMillionUsd: 0.25,
  cachedInputPerMillionUsd: 0.025,
  outputPerMillionUsd: 2,
  source: 'test',
}

test('decision.md §10 (b): the share of cached prompts follows from the rate, not from a burst', () => {
  const at = (perMonth: number, cacheable = 1000, more = {}) =>
    costOf(
      {
        volume: { perMonth },
        prompt: { model: 'openai:gpt-5-mini', tokens: { input: 1200, cacheable, output: 20 }, ...more },
        tune: {},
      },
      { prompt: gpt5mini },
    ).costPerQueryUsd.prompt.low
  expect(at(10_000, 0)).toBeCloseTo(0.00034, 12)
  expect(at(1e9)).toBeCloseTo(0.000115, 12)
  expect(at(10_000)).toBeCloseTo(0.00018685, 8)
  expect(at(10_000, 1000, { batchDiscount: 0.5 })).toBeCloseTo(0.00017, 12)
})

test('decision.md §10 (c): what is passed on, cost per right answer, and the price of a wrong one', () => {
  const plan = {
    volume: { perMonth: 10_000 },
    prompt: { costPerQueryUsd: 0.004, accuracy: 0.93 },
    tune: { costPerQueryUsd: 0.0001, fallbackShare: 0.3, accuracy: 0.92 },
  }
  const { costPerQueryUsd, costPerCorrectUsd, costWithErrorsUsd } = costOf(plan)
  expect(costPerQueryUsd.tune.low).toBeCloseTo(0.0013, 12)
  expect(costPerCorrectUsd?.tune.low).toBeCloseTo(0.001413, 7)
  expect(costPerCorrectUsd?.prompt.low).toBeCloseTo(0.0043011, 7)
  expect(costWithErrorsUsd).toBeUndefined()
  const withErrors = costOf({ ...plan, wrongAnswerUsd: 0.5 })
  expect(withErrors.costWithErrorsUsd?.tune.low).toBeCloseTo(0.0413, 12)
  expect(withErrors.costWithErrorsUsd?.prompt.low).toBeCloseTo(0.039, 12)
  expect(withErrors.breakEvenPerMonth.firstYear).toBe('never')
  expect(costOf(plan).breakEvenPerMonth.firstYear).toBe('always')
})

test('decision.md §10 (d): a break-even of draws has a share of "never" that a ratio of means hides', () => {
  const spread = (name: string, value: number) =>
    measuredInput(
      name,
      { value, low: value - 1.959964 * 0.0003, high: value + 1.959964 * 0.0003 },
      { source: 'test' },
    )
  const fixed: CostInput = {
    name: 'fixed',
    value: 3000,
    low: 3000 * Math.exp(-1.959964 * 0.2),
    high: 3000 * Math.exp(1.959964 * 0.2),
    spread: 'log-normal',
    source: 'test',
  }
  const model: MoneyModel = {
    inputs: [spread('p', 0.004), spread('t', 0.0036), fixed, exactInput('volume', 1e5, { source: 'test' })],
    horizonMonths: 12,
    at: (values) => ({
      volume: { perMonth: values('volume'), growthPerMonth: 0 },
      arms: new Map([
        ['prompt', flat(values('p'))],
        ['tune', flat(values('t'), { upFrontUsd: values('fixed') })],
      ]),
    }),
  }
  const crossings = drawPlans(model, 1, 100_000).map((plan) => firstYearCrossing(pairOf(plan, compared)))
  const never = crossings.filter(({ kind }) => kind === 'never').length / crossings.length
  expect(never).toBeCloseTo(0.173, 2)
  const [p5, p25, p50, p75, p95] = quantilesOf(crossings.map(volumeFrom))
  const expected = [214_000, 365_000, 639_000, 2_240_000]
  for (const [index, value] of [p5, p25, p50, p75].entries()) {
    const ratio = Number(value) / (expected[index] ?? 0)
    expect(Math.abs(ratio - 1)).toBeLessThan(0.02)
  }
  expect(p95).toBe('never')
  const ratioOfMeans = firstYearCrossing(
    pairOf(
      model.at((name) => model.inputs.find((input) => input.name === name)?.value ?? 0),
      compared,
    ),
  )
  expect(volumeFrom(ratioOfMeans)).toBeCloseTo(625_000, 3)
})

test('the figures usually quoted: 4,500 to 14,500 in the first year, and at 10,000 a month prompting stays cheaper', () => {
  const cost = costOf({
    volume: { perMonth: 10_000 },
    prompt: { costPerQueryUsd: 0.02 },
    tune: {
      preparationUsd: 2000,
      trainingUsd: [100, 500],
      hostingUsdPerMonth: [200, 1000],
      costPerQueryUsd: 0,
    },
  })
  expect(cost.firstYearUsd).toEqual({ prompt: { low: 2400, high: 2400 }, tune: { low: 4500, high: 14_500 } })
  expect(cost.breakEvenPerMonth).toMatchObject({
    firstYear: { low: expect.closeTo(18_750, 6) as number, high: expect.closeTo(60_416.67, 2) as number },
    steadyState: { low: expect.closeTo(10_000, 6) as number, high: expect.closeTo(50_000, 6) as number },
  })
  expect(cost.breakEvenMonth).toBe('never')
  expect(cost.simulated.tuningPays).toEqual({ firstYear: 0, horizon: 0, steadyState: 0 })
  expect(cost.mattersMost.map(({ input }) => input)).toEqual(['tune.hostingUsdPerMonth', 'tune.trainingUsd'])
  // 2,000 + √(100 × 500) + 12 × 200 − 2,400, and the same with 12 × 1,000.
  expect(cost.mattersMost[0]?.atLow).toBeCloseTo(2223.607, 3)
  expect(cost.mattersMost[0]?.atHigh).toBeCloseTo(11_823.607, 3)
})

test('the curve goes from a tenth of the plan to ten times it', () => {
  const { curve } = costOf({
    volume: { perMonth: 1000 },
    prompt: { costPerQueryUsd: [0.01, 0.02] },
    tune: { trainingUsd: 100, costPerQueryUsd: 0.001 },
  })
  expect(curve).toHaveLength(13)
  expect(curve[0]?.perMonth).toBeCloseTo(100, 9)
  expect(curve[0]?.prompt).toEqual({
    low: expect.closeTo(12, 9) as number,
    high: expect.closeTo(24, 9) as number,
  })
  expect(curve[12]?.tune.low).toBeCloseTo(100 + 12 * 10_000 * 0.001, 9)
})

test('a break-even that some corners never reach has "never" at its high end; one that costs nothing pays always', () => {
  const ranges = {
    volume: { perMonth: 1000 },
    prompt: { costPerQueryUsd: [0.001, 0.01] },
    tune: { trainingUsd: 100, costPerQueryUsd: 0.002 },
  }
  expect(costOf(ranges).breakEvenPerMonth.firstYear).toEqual({
    low: expect.closeTo(100 / 12 / 0.008, 6) as number,
    high: 'never',
    tuningPays: 'above',
  })
  const dear = { ...ranges, prompt: { costPerQueryUsd: 0.001, developmentUsd: 500 } }
  // Prompting starts 400 dearer and is 0.001 a query cheaper: tuning pays up to 400 / 12 / .001.
  expect(costOf(dear).breakEvenPerMonth).toEqual({
    firstYear: {
      low: expect.closeTo(33_333.33, 2) as number,
      high: expect.closeTo(33_333.33, 2) as number,
      tuningPays: 'below',
    },
    steadyState: 'never',
  })
})

test('own machines: as many as the peak asks for, all month; a head and a language model both need one', () => {
  const own = (serviceSeconds: number): ArmMoney => ({
    ...flat(0),
    unit: { kind: 'machines', serviceSeconds, usdPerHour: 0.2 },
  })
  // decision.md §10: 146 USD a month over 10,000 queries.
  expect(answersUsd(own(0.035), 10_000) / 10_000).toBeCloseTo(0.0146, 12)
  expect(answersUsd(own(0.9), 10_000) / 10_000).toBeCloseTo(0.0146, 12)
  // Peak 5 × 1e6 / 2,628,000 s = 1.9026 a second × .9 s / .6 = 2.85: three machines.
  expect(answersUsd(own(0.9), 1e6)).toBeCloseTo(3 * 146, 9)
  const pair = {
    prompt: flat(0.0146),
    tune: own(0.035),
    volume: { perMonth: 10_000, growthPerMonth: 0 },
  }
  const at = volumeFrom(steadyCrossing(pair)) ?? 0
  expect(at).toBeCloseTo(10_000, 2)
})

test('prices of queries that fall by 12 % a year cost 0.88 of them in month 13, machines do not fall', () => {
  const arm = flat(0.01, { declinePerYear: 0.12, accuracy: 0.9, extraPerQueryUsd: 0.1 })
  expect(queriesUsd(arm, 100, 12)).toBeCloseTo(100 * 0.01 * 0.88 + 10, 12)
  expect(answersUsd(arm, 100, 0)).toBeCloseTo(1, 12)
})

test('the same seed gives the same draws, whatever other inputs there are', () => {
  const model = (names: string[]): MoneyModel => ({
    inputs: names.map((name) => measuredInput(name, { value: 10, low: 8, high: 12 }, { source: 'test' })),
    horizonMonths: 12,
    at: (values) => ({ volume: { perMonth: values('a'), growthPerMonth: 0 }, arms: new Map() }),
  })
  const volumes = (names: string[], seed: number) =>
    drawPlans(model(names), seed, 50).map(({ volume }) => volume.perMonth)
  expect(volumes(['a'], 1)).toEqual(volumes(['b', 'a'], 1))
  expect(volumes(['a'], 1)).not.toEqual(volumes(['a'], 2))
})
