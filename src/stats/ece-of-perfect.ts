import { assertInteger } from './assert-count.ts'
import { binnedError } from './expected-calibration-error.ts'
import { randomSource } from './random-source.ts'

/**
 * The calibration error a perfectly calibrated model with these confidences would show by chance alone: mean and 95th
 * percentile over seeded draws of "right with probability = confidence". It depends on n, the bins and how sure the
 * model is; shown beside `expectedCalibrationError`.
 *
 * @throws DataError without confidences.
 */
export function eceOfPerfect(
  confidences: readonly number[],
  { seed, bins = 10, draws = 1000 }: { seed: number; bins?: number; draws?: number },
): { mean: number; p95: number } {
  assertInteger('number of confidences', confidences.length, 1)
  const random = randomSource(seed)
  const sorted = confidences.toSorted((one, other) => one - other)
  const errors = Float64Array.from({ length: draws }, () =>
    binnedError(
      sorted.map((confidence) => ({ confidence, correct: random.next() < confidence })),
      bins,
    ),
  ).toSorted()
  const mean = errors.reduce((sum, error) => sum + error, 0) / draws
  return { mean, p95: errors[Math.ceil(0.95 * draws) - 1] ?? mean }
}
