import type { Arm, DecisionRules } from '../arm.ts'
import { modelOfArms } from './arms-model.ts'
import { drawPlans, drawTotals } from './draw-plans.ts'
import type { MoneyModel, MoneyPlan } from './money-model.ts'
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
  const drawn = drawArmPlans(arms, task, rules)
  return drawn === undefined ? new Map() : drawTotals(drawn.model, drawn.plans)
}

/** What those totals are made of: every arm and the volume under drawn inputs; `undefined` where no arm has a price. */
export function drawArmPlans(
  arms: readonly Arm[],
  task: MoneyTask,
  rules: Pick<DecisionRules, 'metric' | 'seed'>,
): { model: MoneyModel; plans: MoneyPlan[] } | undefined {
  // How often an arm is right moves its total only where a wrong answer has a price.
  const priced = pricedArms(arms, { ...rules, withAccuracy: task.costs.wrongAnswerUsd > 0 })
  if (priced.length === 0) return undefined
  const model = modelOfArms(priced, task)
  return { model, plans: drawPlans(model, rules.seed) }
}
