import { assertPairedCounts } from './assert-count.ts'
import type { PairedCounts } from './tango-statistic.ts'
import { type Interval, wilsonInterval } from './wilson-interval.ts'

/**
 * Newcombe's hybrid score interval (method 10) of the paired difference rate of A − rate of B: a check on Tango's.
 *
 * @param counts with `both`, the rows both have right.
 * @throws DataError when the counts are not integers or do not fit into n.
 * @see Newcombe 1998, Statistics in Medicine 17
 */
export function newcombeInterval({
  both,
  b,
  c,
  n,
  confidence = 0.95,
}: PairedCounts & { both: number; confidence?: number }): Interval {
  assertPairedCounts({ b, c, n })
  const rateA = (both + b) / n
  const rateB = (both + c) / n
  const a = wilsonInterval({ successes: both + b, trials: n, confidence })
  const bInterval = wilsonInterval({ successes: both + c, trials: n, confidence })
  const phi = correlation({ both, b, c, n })
  const reach = (u: number, v: number): number => Math.sqrt(Math.max(0, u * u - 2 * phi * u * v + v * v))
  return {
    low: rateA - rateB - reach(rateA - a.low, bInterval.high - rateB),
    high: rateA - rateB + reach(a.high - rateA, rateB - bInterval.low),
  }
}

/** φ of the two-by-two table, its numerator continuity-corrected when positive, as Newcombe has it. */
function correlation({ both, b, c, n }: PairedCounts & { both: number }): number {
  const neither = n - both - b - c
  const scale = Math.sqrt((both + b) * (c + neither) * (both + c) * (b + neither))
  if (scale === 0) return 0
  const product = both * neither - b * c
  const corrected = product > 0 ? Math.max(product - n / 2, 0) : product
  return corrected / scale
}
