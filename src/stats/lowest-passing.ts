import { assertInteger } from './assert-count.ts'
import { assertInsideUnit } from './assert-probability.ts'
import { binomialUpperTail } from './binomial-upper-tail.ts'

/**
 * The smallest number right among n rows that shows "at least `target`" at level `alpha` (n = 200, .90 → 188).
 *
 * @returns null when even all right does not.
 * @throws DataError when n is not a count or the target is outside (0, 1).
 */
export function lowestPassing({
  n,
  target,
  alpha = 0.05,
}: {
  n: number
  target: number
  alpha?: number
}): number | null {
  assertInteger('n', n, 1)
  assertInsideUnit('target', target)
  const passes = (successes: number): boolean =>
    binomialUpperTail({ successes, trials: n, rate: target }) <= alpha
  // The normal quantile is within a row or two, so a walk beats a bisection.
  let successes = Math.min(n, Math.round(n * target + 1.7 * Math.sqrt(n * target * (1 - target))))
  while (successes > 0 && passes(successes - 1)) successes -= 1
  while (successes <= n && !passes(successes)) successes += 1
  return successes > n ? null : successes
}
