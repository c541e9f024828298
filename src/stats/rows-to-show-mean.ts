import { normalQuantile } from './normal-quantile.ts'

/**
 * Rows needed in all to show that a mean lies beyond a bound it is `distance` away from: n = ((z_α + z_power) σ / distance)²,
 * rounded up. Clause N of decision.md §6 for scores that are no rates, with σ the deviation of the paired difference.
 *
 * @param claim σ a row (`deviation`, in units of the score) and the distance in the direction of the claim.
 * @returns null when the distance is not positive: no number of rows shows it.
 */
export function rowsToShowMean(claim: {
  deviation: number
  distance: number
  alpha?: number
  power?: number
}): number | null {
  const { deviation, distance, alpha = 0.05, power = 0.8 } = claim
  if (distance <= 0) return null
  const z = normalQuantile(1 - alpha) + normalQuantile(power)
  return Math.max(1, Math.ceil(((z * deviation) / distance) ** 2))
}
