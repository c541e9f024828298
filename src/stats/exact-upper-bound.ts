import { assertCount } from './assert-count.ts'
import { betaQuantile } from './beta-quantile.ts'
import type { RateSample } from './wilson-interval.ts'

/**
 * Exact (Clopper–Pearson) one-sided upper bound of a success rate.
 *
 * @returns a rate in [0, 1]; 1 when everything succeeded.
 * @throws DataError when `successes` is not an integer in [0, trials].
 * @see Clopper & Pearson 1934, Biometrika 26
 */
export function exactUpperBound({ successes, trials, confidence = 0.95 }: RateSample): number {
  assertCount({ successes, trials })
  if (successes === trials) return 1
  return betaQuantile({ p: confidence, a: successes + 1, b: trials - successes })
}
