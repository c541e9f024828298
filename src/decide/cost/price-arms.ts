import type { CostReport } from '../../contracts/cost.ts'
import type { CostInterval } from '../../prices/query-cost.ts'
import type { Arm, DecisionRules } from '../arm.ts'
import { answersUsd } from './arm-money.ts'
import { armTotals } from './arm-totals.ts'
import { modelOfArms } from './arms-model.ts'
import { compareMoney } from './compare-money.ts'
import { drawPlans, drawTotals } from './draw-plans.ts'
import { leftOutOfArms } from './left-out-of-arms.ts'
import type { MoneyPlan } from './money-model.ts'
import type { MoneyTask, PricedArm } from './priced-arm.ts'
import { pricedArms } from './priced-arms.ts'
import { medianOf } from './total-cost.ts'

/** Money of the finalists whose price is known, as a report says it. */
export interface ArmsMoney {
  /** Cost of a right answer by arm, 95 %; it ranks nothing. Empty where the metric is no rate. */
  perCorrectUsd: ReadonlyMap<string, CostInterval>
  /** The prompted arm against the tuned one; absent where one of them is missing or has no price. */
  cost?: CostReport
}

/** What the draws of `drawTotalCosts` say of a right answer, and of prompting against tuning: compares prompting with tuning (decision.md §10). Pure: same seed, same draws. */
export function priceArms(
  arms: readonly Arm[],
  task: MoneyTask,
  rules: Pick<DecisionRules, 'metric' | 'seed'>,
): ArmsMoney {
  const priced = pricedArms(arms, { ...rules, withAccuracy: true })
  if (priced.length === 0) return { perCorrectUsd: new Map() }
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
  if (compared === undefined) return { perCorrectUsd }
  const { seed } = rules
  const leftOut = leftOutOfArms(arms, task, rules.metric)
  const cost = compareMoney({ model, compared, ends: 'draws', seed, leftOut, drawn })
  return { perCorrectUsd, cost: { ...cost, arms: armTotals(drawn, model.horizonMonths) } }
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
