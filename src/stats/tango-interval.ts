import { assertPairedCounts } from './assert-count.ts'
import { normalQuantile } from './normal-quantile.ts'
import { type PairedCounts, tangoStatistic } from './tango-statistic.ts'
import type { Interval } from './wilson-interval.ts'

/**
 * Tango's score interval of the paired difference rate of A − rate of B, two-sided; ends in [−1, 1].
 *
 * @throws DataError when the counts are not integers or b + c > n.
 * @see Tango 1998, Statistics in Medicine 17
 */
export function tangoInterval({
  b,
  c,
  n,
  confidence = 0.95,
}: PairedCounts & { confidence?: number }): Interval {
  assertPairedCounts({ b, c, n })
  const z = normalQuantile((1 + confidence) / 2)
  const statisticAt = (difference: number): number => tangoStatistic({ b, c, n, difference })
  const observed = (b - c) / n
  return {
    low: crossing({ inside: observed, outside: -1, isInside: (difference) => statisticAt(difference) <= z }),
    high: crossing({ inside: observed, outside: 1, isInside: (difference) => statisticAt(difference) >= -z }),
  }
}

/** The end of an interval that holds `inside`, by bisection towards `outside`. */
function crossing(search: {
  inside: number
  outside: number
  isInside: (difference: number) => boolean
}): number {
  let { inside, outside } = search
  if (search.isInside(outside)) return outside
  for (let step = 0; step < 60; step += 1) {
    const middle = (inside + outside) / 2
    if (search.isInside(middle)) inside = middle
    else outside = middle
  }
  return inside
}
