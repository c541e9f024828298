import { assertInteger } from './assert-count.ts'
import type { ConfidentAnswer } from './brier.ts'

/**
 * Mean negative log-likelihood, in nats, of "this answer is right"; lower is better. Confidences are kept 1e-6 away from
 * 0 and 1, so that one sure and wrong answer costs 13.8 and not infinity.
 *
 * @throws DataError without answers.
 */
export function logLoss(answers: readonly ConfidentAnswer[]): number {
  assertInteger('number of answers', answers.length, 1)
  const sum = answers.reduce((total, { confidence, correct }) => {
    const kept = Math.min(Math.max(confidence, 1e-6), 1 - 1e-6)
    return total - (correct ? Math.log(kept) : Math.log1p(-kept))
  }, 0)
  return sum / answers.length
}
