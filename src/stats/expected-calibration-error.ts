import { assertInteger } from './assert-count.ts'
import type { ConfidentAnswer } from './brier.ts'

/**
 * Expected calibration error over bins of equal mass: answers sorted by confidence, cut into `bins` of as many rows,
 * mean of |mean confidence − share right| weighted by rows.
 *
 * @throws DataError without answers.
 */
export function expectedCalibrationError(answers: readonly ConfidentAnswer[], bins = 10): number {
  assertInteger('number of answers', answers.length, 1)
  assertInteger('bins', bins, 1)
  const sorted = answers.toSorted((one, other) => one.confidence - other.confidence)
  return binnedError(sorted, bins)
}

/** The error of answers already sorted by confidence. */
export function binnedError(sorted: readonly ConfidentAnswer[], bins: number): number {
  let error = 0
  for (let bin = 0; bin < bins; bin += 1) {
    const from = Math.floor((bin * sorted.length) / bins)
    const to = Math.floor(((bin + 1) * sorted.length) / bins)
    let gap = 0
    for (const { confidence, correct } of sorted.slice(from, to)) gap += confidence - Number(correct)
    error += Math.abs(gap)
  }
  return error / sorted.length
}
