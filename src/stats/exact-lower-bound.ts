import { assertCount } from './assert-count.ts'
import { betaQuantile } from './beta-quantile.ts'
import type { RateSample } from './wilson-interval.ts'

/**
 * Exact (Clopper–Pearson) one-sided lower bound of a success rate. For a two-sided 95 % interval ask both bounds at .975.
 *
 * @returns a rate in [0, 1]; 0 when nothing succeeded.
 * @throws DataError when `successes` is not an integer in [0, trials].
 * @see Clopper & Pearson 1934, Biometrika 26
 */
export function exactLowerBound({ successes, trials, confidence = 0.95 }: RateSample): number {
  assertCount({ successes, trials })
  if (successes === 0) return 0
  return betaQuantile({ p: 1 - confidence, a: successes, b: trials - successes + 1 })
}
