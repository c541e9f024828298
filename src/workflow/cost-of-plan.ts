import type { CostReport } from '../contracts/cost.ts'
import { compareMoney } from '../decide/cost/compare-money.ts'
import { leftOutOfPlan } from '../decide/cost/left-out-of-plan.ts'
import { modelOfPlan, type PricedPlan } from '../decide/cost/plan-model.ts'

/** Prompting against tuning, from a plan alone: no data, no model. */
export function costOfPlan(priced: PricedPlan): CostReport {
  return compareMoney({
    model: modelOfPlan(priced),
    compared: { prompt: 'prompt', tune: 'tune' },
    ends: 'corners',
    seed: priced.plan.seed,
    leftOut: leftOutOfPlan(priced.plan, priced.prices),
  })
}
