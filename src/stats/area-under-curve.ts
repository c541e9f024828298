import { assertInteger } from './assert-count.ts'
import { normalQuantile } from './normal-quantile.ts'
import type { Interval } from './wilson-interval.ts'

/** P(a positive scores above a negative), ties half, in [0, 1]; .5 is chance. @throws DataError without either. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  assertInteger('number of positives', positives.length, 1)
  assertInteger('number of negatives', negatives.length, 1)
  const scored = [
    ...positives.map((score) => ({ score, isPositive: true })),
    ...negatives.map((score) => ({ score, isPositive: false })),
  ].toSorted((one, other) => one.score - other.score)
  let rankSum = 0
  for (let start = 0; start < scored.length;) {
    let end = start
    let tied = 0
    for (; end < scored.length && scored[end]?.score === scored[start]?.score; end += 1)
      tied += scored[end]?.isPositive === true ? 1 : 0
    rankSum += tied * ((start + 1 + end) / 2)
    start = end
  }
  const pairs = positives.length * negatives.length
  return (rankSum - (positives.length * (positives.length + 1)) / 2) / pairs
}

/** Interval of an area under the curve. @see Hanley & McNeil 1982, Radiology 143 */
export function areaInterval(
  area: number,
  { positives, negatives, confidence = 0.95 }: { positives: number; negatives: number; confidence?: number },
): Interval {
  const one = area / (2 - area)
  const two = (2 * area * area) / (1 + area)
  const variance =
    (area * (1 - area) + (positives - 1) * (one - area * area) + (negatives - 1) * (two - area * area)) /
    (positives * negatives)
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(Math.max(0, variance))
  return { low: Math.max(0, area - half), high: Math.min(1, area + half) }
}
