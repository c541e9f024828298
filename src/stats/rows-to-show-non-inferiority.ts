import { assertInsideUnit, assertProbability } from './assert-probability.ts'
import { normalQuantile } from './normal-quantile.ts'

/**
 * Rows needed in all to show "not worse by `margin`" (clause N of decision.md §6):
 * n = (z_α + z_power)² (ψ − d²)/(m + d)², rounded up.
 *
 * @param claim with ψ = `discordance`, the share of rows only one of the two has right, and d = `difference`.
 * @returns null when the difference is at or below −margin: no number of rows shows it.
 * @throws DataError when the margin is outside (0, 1) or the discordance outside [0, 1].
 */
export function rowsToShowNonInferiority(claim: {
  discordance: number
  difference: number
  margin: number
  alpha?: number
  power?: number
}): number | null {
  const { discordance, difference, margin, alpha = 0.05, power = 0.8 } = claim
  assertInsideUnit('margin', margin)
  assertProbability('discordance', discordance)
  if (difference <= -margin) return null
  const z = normalQuantile(1 - alpha) + normalQuantile(power)
  const variance = Math.max(0, discordance - difference ** 2)
  return Math.max(1, Math.ceil((z * z * variance) / (margin + difference) ** 2))
}
