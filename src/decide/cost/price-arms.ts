import type { CostReport } from '../../contracts/cost.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import type { CostInterval } from '../../prices/query-cost.ts'
import type { Arm, DecisionRules } from '../arm.ts'
import { answersUsd } from './arm-money.ts'
import { armTotals } from './arm-totals.ts'
import { modelOfArms } from './arms-model.ts'
import { compareMoney } from './compare-money.ts'
import { drawAccuracies } from './draw-accuracies.ts'
import { drawPlans, drawTotals, moneyDraws } from './draw-plans.ts'
import { leftOutOfArms } from './left-out-of-arms.ts'
import type { MoneyPlan } from './money-model.ts'
import type { MoneyTask, PricedArm } from './priced-arm.ts'
import { medianOf } from './total-cost.ts'

/** Money of the finalists whose price is known. */
export interface ArmsMoney {
  /** Total cost over the horizon by arm, from common draws: what P(T_F < T_G) of the verdict is taken from. */
  totals: ReadonlyMap<string, Float64Array>
  /** Cost of a right answer by arm, 95 %; it ranks nothing. Empty where the metric is no rate. */
  perCorrectUsd: ReadonlyMap<string, CostInterval>
  /** The prompted arm against the tuned one; absent where one of them is missing or has no price. */
  cost?: CostReport
}

/** Draws what every arm costs and compares prompting with tuning (decision.md §10). Pure: same seed, same draws. */
export function priceArms(
  arms: readonly Arm[],
  task: MoneyTask,
  rules: Pick<DecisionRules, 'metric' | 'seed'>,
): ArmsMoney {
  const priced = pricedArms(arms, rules)
  if (priced.length === 0) return { totals: new Map(), perCorrectUsd: new Map() }
  const model = modelOfArms(priced, task)
  const drawn = drawPlans(model, rules.seed)
  const totals = drawTotals(model, drawn)
  const compared = comparedOf(priced, totals)
  const perCorrectUsd = new Map(
    priced.flatMap((arm) => {
      const interval = perCorrectOf(arm, { drawn, perMonth: task.volume.perMonth })
      return interval === undefined ? [] : [[arm.name, interval] as const]
    }),
  )
  if (compared === undefined) return { totals, perCorrectUsd }
  const { seed } = rules
  const leftOut = leftOutOfArms(arms, task, rules.metric)
  const cost = compareMoney({ model, compared, ends: 'draws', seed, leftOut, drawn })
  return { totals, perCorrectUsd, cost: { ...cost, arms: armTotals(drawn, model.horizonMonths) } }
}

function pricedArms(arms: readonly Arm[], { metric, seed }: Pick<DecisionRules, 'metric' | 'seed'>) {
  const known = arms.flatMap((arm) => {
    const { perQuery } = arm.cost
    return perQuery === undefined ? [] : [{ arm, cost: { ...arm.cost, perQuery } }]
  })
  const hasRate = scorerOf(metric).isRate && arms.every(({ rows }) => rows.length > 0)
  const accuracies = hasRate
    ? drawAccuracies(
        known.map(({ arm }) => arm),
        { seed, draws: moneyDraws },
      )
    : []
  return known.map(({ arm: { name, kind, family }, cost }, index): PricedArm => {
    const accuracy = accuracies[index]
    return { name, kind, family, cost, ...(accuracy === undefined ? {} : { accuracy }) }
  })
}

/** The prompted arm of the lowest median, against the tuned one; where none is tuned, a hybrid or a baseline. */
function comparedOf(
  arms: readonly PricedArm[],
  totals: ReadonlyMap<string, Float64Array>,
): CostReport['compared'] | undefined {
  const cheapest = (family: PricedArm['family']) =>
    arms
      .filter((arm) => arm.family === family)
      .toSorted((a, b) => median(totals.get(a.name)) - median(totals.get(b.name)))[0]?.name
  const prompt = cheapest('prompt')
  const tune = cheapest('tune') ?? cheapest('hybrid') ?? cheapest('baseline')
  return prompt === undefined || tune === undefined ? undefined : { prompt, tune }
}

function median(totals: Float64Array | undefined): number {
  return totals === undefined ? Number.POSITIVE_INFINITY : medianOf(totals)
}

/** The plan's volume, not the drawn one: how many queries there will be says nothing about one query. */
function perCorrectOf(
  { name, cost, accuracy }: PricedArm,
  { drawn, perMonth }: { drawn: readonly MoneyPlan[]; perMonth: number },
): CostInterval | undefined {
  if (accuracy === undefined || accuracy.value === 0) return undefined
  const values = drawn
    .flatMap(({ arms }) => {
      const arm = arms.get(name)
      return arm?.accuracy === undefined || arm.accuracy === 0
        ? []
        : [answersUsd(arm, perMonth) / perMonth / arm.accuracy]
    })
    .toSorted((a, b) => a - b)
  const at = (share: number) => values[Math.floor(share * values.length)] ?? Number.NaN
  return { value: cost.perQuery.value / accuracy.value, low: at(0.025), high: at(0.975) }
}
