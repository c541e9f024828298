import { scorerOf } from '../../scorers/scorer-of.ts'
import type { Arm, DecisionRules } from '../arm.ts'
import { drawAccuracies } from './draw-accuracies.ts'
import { moneyDraws } from './draw-plans.ts'
import type { PricedArm } from './priced-arm.ts'

/** The arms whose price is known, with draws of how often they are right where that is asked for and the metric is a rate. */
export function pricedArms(
  arms: readonly Arm[],
  { metric, seed, withAccuracy }: Pick<DecisionRules, 'metric' | 'seed'> & { withAccuracy: boolean },
): PricedArm[] {
  const known = arms.flatMap((arm) => {
    const { perQuery } = arm.cost
    return perQuery === undefined ? [] : [{ arm, cost: { ...arm.cost, perQuery } }]
  })
  const hasRate = withAccuracy && scorerOf(metric).isRate && known.every(({ arm }) => arm.rows.length > 0)
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
