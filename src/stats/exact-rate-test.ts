import { assertCount } from './assert-count.ts'
import { assertInsideUnit } from './assert-probability.ts'
import { binomialUpperTail } from './binomial-upper-tail.ts'

/**
 * Exact one-sided test of "the rate is at least `target`" (decision.md §4).
 *
 * @returns p = P(Bin(trials, target) ≥ successes): how often a rate of exactly `target` would do at least as well.
 * @throws DataError when `successes` is not an integer in [0, trials] or the target is outside (0, 1).
 */
export function exactRateTest({
  successes,
  trials,
  target,
}: {
  successes: number
  trials: number
  target: number
}): number {
  assertCount({ successes, trials })
  assertInsideUnit('target', target)
  return binomialUpperTail({ successes, trials, rate: target })
}
