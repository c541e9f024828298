import { assertInteger } from './assert-count.ts'
import { assertProbability } from './assert-probability.ts'
import { normalQuantile } from './normal-quantile.ts'

/**
 * The smallest margin n rows can show between equal arms (decision.md §6): (z_α + z_power) √(ψ/n), which is
 * 2.486 √(ψ/n) at α .05 and power .8.
 *
 * @param question with ψ = `discordance`, the share of rows only one of the two has right.
 */
export function smallestMargin(question: {
  n: number
  discordance: number
  alpha?: number
  power?: number
}): number {
  const { n, discordance, alpha = 0.05, power = 0.8 } = question
  assertInteger('n', n, 1)
  assertProbability('discordance', discordance)
  return (normalQuantile(1 - alpha) + normalQuantile(power)) * Math.sqrt(discordance / n)
}
