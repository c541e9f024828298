import { assertInteger } from './assert-count.ts'
import { assertInsideUnit } from './assert-probability.ts'
import { binomialUpperTail } from './binomial-upper-tail.ts'
import type { Interval } from './wilson-interval.ts'

/** Which percentile of n sorted values, as a fraction: 0.95 for p95. */
export interface PercentileQuestion {
  n: number
  percentile: number
  /** In (0, 1); default 0.95. */
  confidence?: number
}

/**
 * Two-sided order-statistic interval of a percentile: 1-based ranks among the sorted values. Free of any distribution.
 *
 * @returns null when so few values cannot bound the percentile on both sides.
 * @see David & Nagaraja 2003, Order Statistics, §7.1
 */
export function percentileRanks({ n, percentile, confidence = 0.95 }: PercentileQuestion): Interval | null {
  const error = (1 - confidence) / 2
  const high = percentileUpperRank({ n, percentile, confidence: 1 - error })
  const low = firstRank(n, (rank) => atMost({ rank, n, percentile }) > error) - 1
  return high === null || low < 1 ? null : { low, high }
}

/**
 * One-sided upper rank: the smallest r whose r-th smallest value is at or above the percentile with that confidence.
 *
 * @returns null when even the largest value is not (p95 below 59 values, p99 below 299).
 */
export function percentileUpperRank({ n, percentile, confidence = 0.95 }: PercentileQuestion): number | null {
  assertInteger('n', n, 1)
  assertInsideUnit('percentile', percentile)
  const rank = firstRank(n, (candidate) => atMost({ rank: candidate, n, percentile }) >= confidence)
  return rank > n ? null : rank
}

/** The percentile itself of values in any order, by nearest rank: the ⌈percentile × n⌉-th smallest. */
export function percentileOf(values: readonly number[], percentile: number): number {
  assertInteger('number of values', values.length, 1)
  assertInsideUnit('percentile', percentile)
  return valueAtRank(values, Math.max(1, Math.ceil(percentile * values.length - 1e-9)))
}

/** The value at a 1-based rank of values in any order. */
export function valueAtRank(values: readonly number[], rank: number): number {
  const value = values.toSorted((one, other) => one - other)[rank - 1]
  return value ?? Number.NaN
}

/** P(fewer than `rank` of n values lie below the percentile): how surely the rank-th value is at or above it. */
function atMost({ rank, n, percentile }: { rank: number; n: number; percentile: number }): number {
  return 1 - binomialUpperTail({ successes: rank, trials: n, rate: percentile })
}

/** Smallest rank in 1 … n for which `holds`, which turns true once; n + 1 when none does. */
function firstRank(n: number, holds: (rank: number) => boolean): number {
  let low = 1
  let high = n + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
