import type { Arm, DecisionRules } from '../arm.ts'
import { modelOfArms } from './arms-model.ts'
import { drawPlans, drawTotals } from './draw-plans.ts'
import { pricedArms } from './priced-arms.ts'
import type { MoneyTask } from './priced-arm.ts'

/**
 * Total cost over the horizon by arm, in USD, from draws common to all arms: what P(T_F < T_G) of the verdict is taken from
 * (decision.md §5). Arms without a known price have none. Pure: same seed, same draws.
 */
export function drawTotalCosts(
  arms: readonly Arm[],
  task: MoneyTask,
  rules: Pick<DecisionRules, 'metric' | 'seed'>,
): ReadonlyMap<string, Float64Array> {
  // How often an arm is right moves its total only where a wrong answer has a price.
  const priced = pricedArms(arms, { ...rules, withAccuracy: task.costs.wrongAnswerUsd > 0 })
  if (priced.length === 0) return new Map()
  const model = modelOfArms(priced, task)
  return drawTotals(model, drawPlans(model, rules.seed))
}
