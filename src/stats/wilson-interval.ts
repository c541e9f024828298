import { assertCount } from './assert-count.ts'
import { normalQuantile } from './normal-quantile.ts'

/** A number of successes among independent trials, and how sure a statement about their rate shall be. */
export interface RateSample {
  successes: number
  trials: number
  /** In (0, 1); default 0.95. */
  confidence?: number
}

/** Ends of an interval, in the unit of what it is about. */
export interface Interval {
  low: number
  high: number
}

/**
 * Wilson's score interval of a rate, two-sided; the interval shown beside every rate.
 *
 * @throws DataError when `successes` is not an integer in [0, trials].
 * @see Wilson 1927, JASA 22
 */
export function wilsonInterval({ successes, trials, confidence = 0.95 }: RateSample): Interval {
  assertCount({ successes, trials })
  const z = normalQuantile((1 + confidence) / 2)
  const rate = successes / trials
  const shrink = 1 + (z * z) / trials
  const centre = (rate + (z * z) / (2 * trials)) / shrink
  const half = (z / shrink) * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials))
  return {
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  }
}
