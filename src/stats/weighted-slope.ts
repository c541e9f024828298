import { DataError } from '../errors.ts'
import { normalQuantile } from './normal-quantile.ts'
import type { Interval } from './wilson-interval.ts'

/** A measured value at x and its sampling variance. */
export interface MeasuredPoint {
  x: number
  value: number
  variance: number
}

/**
 * Slope of the weighted least-squares line through measured points, with an interval. Where the points scatter more about
 * the line than their variances explain, the interval is widened by the root of the ratio (Birge 1932).
 *
 * @throws DataError with fewer than three points or all at one x.
 */
export function weightedSlope(
  points: readonly MeasuredPoint[],
  confidence = 0.95,
): Interval & { value: number } {
  const weights = points.map(({ variance }) => 1 / variance)
  const sum = (of: (point: MeasuredPoint) => number): number =>
    points.reduce((total, point, at) => total + (weights[at] ?? 0) * of(point), 0)
  const all = sum(() => 1)
  const [meanX, meanValue] = [sum(({ x }) => x) / all, sum(({ value }) => value) / all]
  const spread = sum(({ x }) => (x - meanX) ** 2)
  if (points.length < 3 || !(spread > 0))
    throw new DataError('A slope needs three points that are not at one x.')
  const value = sum((point) => (point.x - meanX) * (point.value - meanValue)) / spread
  const scatter = sum((point) => (point.value - meanValue - value * (point.x - meanX)) ** 2)
  const excess = Math.sqrt(Math.max(1, scatter / (points.length - 2)))
  const half = (normalQuantile((1 + confidence) / 2) * excess) / Math.sqrt(spread)
  return { value, low: value - half, high: value + half }
}
