import { expect, test } from 'vitest'
import type { CostBasis } from '../../prices/query-cost.ts'
import type { Arm } from '../arm.ts'
import { arm as armOf, task as fixtureTask } from '../decide.fixture.ts'
import { drawTotalCosts } from './draw-total-costs.ts'
import { priceArms } from './price-arms.ts'
import type { MoneyTask } from './priced-arm.ts'
import { medianOf, shareCheaper } from './total-cost.ts'
import { upFrontOf } from './up-front-of.ts'

const rules = { metric: 'accuracy', seed: 1 } as const
const right = (count: number, n = 300) => Array.from({ length: n }, (_, index) => index < count)

/** Nothing assumed: every hour and share is given. */
const exact: MoneyTask['costs'] = {
  ...fixtureTask.costs,
  labourUsdPerHour: 50,
  hours: { preparation: 10, promptDevelopment: 6, evaluation: 4, monitoringPerMonth: 1 },
  promptOverrun: 2,
  retrainingPerYear: 0.25,
}
const task: MoneyTask = { volume: fixtureTask.volume, costs: exact, team: 'small' }

function machines(arm: Arm, seconds: number): Arm {
  const serviceSeconds = { value: seconds, low: seconds, high: seconds }
  const basis: CostBasis = { kind: 'machines', serviceSeconds, usdPerHour: 0.2 }
  return { ...arm, cost: { ...arm.cost, basis, busyPerQuery: 1e-6 } }
}

const head = armOf({ name: 'head', family: 'tune', right: right(276) })
const prompt = armOf({
  name: 'few-shot',
  family: 'prompt',
  kind: 'prompt/few-shot',
  right: right(279),
  perQuery: 0.004,
})

test('up-front: labour of a prompt times its overrun, of a trained model its preparation; labels for both', () => {
  // (6 × 2 + 4) × 50, and (10 + 4) × 50.
  expect(upFrontOf(prompt, task)).toBe(800)
  expect(upFrontOf(head, task)).toBe(700)
  const labelled = { ...task, costs: { ...exact, labelsToBuy: 100, labelUsd: 0.5 } }
  expect(upFrontOf(prompt, labelled)).toBe(850)
  expect(upFrontOf(head, labelled)).toBe(750)
  expect(upFrontOf({ ...head, cost: { upFrontUsd: 30 } }, task)).toBe(730)
})

test('the first year of a head on its own machine: labour, twelve machine months, a year of watching and retraining', () => {
  const arms = [machines(head, 0.01), prompt]
  const totals = drawTotalCosts(arms, task, rules)
  const { cost } = priceArms(arms, task, rules)
  // 700 + 12 × 146 + 12 × 50 + .25 × 500, at any drawn volume one machine is enough.
  expect(medianOf(totals.get('head') ?? new Float64Array())).toBeCloseTo(3177, 6)
  expect(cost?.firstYearUsd.tune.low).toBeCloseTo(3177, 6)
  expect(cost?.steadyYearUsd.tune.high).toBeCloseTo(3177 - 700, 6)
  expect(cost?.compared).toEqual({ prompt: 'few-shot', tune: 'head' })
  // 800 + 600 + .004 × 120,000 at the plan's volume; the volume's spread is what is left.
  const [, , median] = cost?.simulated.horizonUsd.prompt ?? []
  expect(Number(median)).toBeGreaterThan(1400 + 460)
  expect(Number(median)).toBeLessThan(1400 + 500)
  expect(cost?.mattersMost.map(({ input }) => input)).toEqual(['volume.perMonth'])
})

test('twins differ in no draw: labour and volume are drawn once for all arms', () => {
  const assumed = { ...task, costs: { ...fixtureTask.costs, labourUsdPerHour: 50 } }
  const twin = { ...machines(head, 0.01), name: 'twin', kind: 'baseline/ngram-linear' }
  const totals = drawTotalCosts([machines(head, 0.01), { ...twin, family: 'baseline' }], assumed, rules)
  const [a, b] = [totals.get('head'), totals.get('twin')]
  expect(a).toEqual(b)
  expect(new Set(a).size).toBeGreaterThan(1000)
  expect(shareCheaper(a ?? new Float64Array(), b ?? new Float64Array())).toBe(0)
})

test('5 % cheaper a query is cheaper in every draw of a volume that varies by 20 %: draws are common', () => {
  const free = { ...task, costs: fixtureTask.costs }
  const dearer = armOf({
    name: 'a',
    family: 'prompt',
    kind: 'prompt/few-shot',
    right: right(276),
    perQuery: 0.01,
  })
  const cheaper = armOf({
    name: 'b',
    family: 'prompt',
    kind: 'prompt/few-shot',
    right: right(276),
    perQuery: 0.0095,
  })
  const totals = drawTotalCosts([dearer, cheaper], free, rules)
  const [a = new Float64Array(), b = new Float64Array()] = [totals.get('a'), totals.get('b')]
  expect(shareCheaper(b, a)).toBe(1)
  expect(Math.min(...a)).toBeLessThan(Math.max(...b))
})

test('the team whom the labour is assumed for is named, and changes the total', () => {
  const assumed = (team: NonNullable<MoneyTask['team']>) => ({
    ...task,
    team,
    costs: { ...fixtureTask.costs, labourUsdPerHour: 50 },
  })
  const of = (team: NonNullable<MoneyTask['team']>) => priceArms([head, prompt], assumed(team), rules)
  const sources = of('technical').cost?.inputs.flatMap(({ name, source }) =>
    name === 'costs.hours.evaluation' ? [source] : [],
  )
  expect(sources).toEqual(['assumed for a technical team'])
  const median = (team: NonNullable<MoneyTask['team']>) =>
    medianOf(drawTotalCosts([head, prompt], assumed(team), rules).get('head') ?? new Float64Array())
  expect(median('small')).toBeGreaterThan(median('technical'))
})

test('a price of wrong answers changes which arm is cheaper, as in decision.md §10 (c)', () => {
  const cheap = armOf({ name: 'cascade', family: 'tune', right: right(276), perQuery: 0.0013 })
  const free = { ...exact, labourUsdPerHour: 0 }
  const share = (wrongAnswerUsd: number) => {
    const totals = drawTotalCosts([cheap, prompt], { ...task, costs: { ...free, wrongAnswerUsd } }, rules)
    return shareCheaper(
      totals.get('cascade') ?? new Float64Array(),
      totals.get('few-shot') ?? new Float64Array(),
    )
  }
  expect(share(0)).toBe(1)
  // .0013 + .08 × .5 = .0413 against .004 + .07 × .5 = .039, and three rows' difference varies.
  expect(share(0.5)).toBeLessThan(0.2)
})

test('cost of a right answer has an interval from rows drawn together, and none without a rate', () => {
  const { perCorrectUsd } = priceArms([head, prompt], task, rules)
  const interval = perCorrectUsd.get('few-shot')
  expect(interval?.value).toBeCloseTo(0.004 / 0.93, 12)
  expect(interval?.low).toBeGreaterThan(0.004 / 0.965)
  expect(interval?.high).toBeLessThan(0.004 / 0.885)
  expect(priceArms([head, prompt], task, { ...rules, metric: 'chrF' }).perCorrectUsd.size).toBe(0)
})

test('an arm without a price is in no total, and is said', () => {
  const unpriced = { ...prompt, cost: { upFrontUsd: 0, fitSeconds: 0, unknown: 'no price' } }
  expect([...drawTotalCosts([head, unpriced], task, rules).keys()]).toEqual(['head'])
  expect(priceArms([head, unpriced], task, rules).cost).toBeUndefined()
  const other = { ...unpriced, name: 'other' }
  expect(priceArms([head, prompt, other], task, rules).cost?.leftOut[0]).toBe('other: no known price')
  expect(drawTotalCosts([unpriced], task, rules).size).toBe(0)
})

test('own machines follow the growing volume', () => {
  const growing = { ...task, volume: { perMonth: 500_000, growthPerMonth: 0.1, horizonMonths: 12 } }
  const none = { ...growing, costs: { ...exact, labourUsdPerHour: 0 } }
  const { cost } = priceArms([machines(head, 0.9), prompt], none, rules)
  // Month 1 needs two machines, month 12 (1.43 million) four or five: more than 12 × 2 × 146.
  expect(cost?.firstYearUsd.tune.low).toBeGreaterThan(12 * 2 * 146)
  expect(cost?.steadyYearUsd.tune.high).toBeLessThan(cost?.firstYearUsd.tune.low ?? 0)
})
