import { assertInteger } from './assert-count.ts'

/** How sure an answer was (0 … 1) and whether it was right. */
export interface ConfidentAnswer {
  confidence: number
  correct: boolean
}

/**
 * Brier score of "this answer is right": mean of (confidence − right)², 0 … 1, lower is better.
 *
 * @throws DataError without answers.
 */
export function brier(answers: readonly ConfidentAnswer[]): number {
  assertInteger('number of answers', answers.length, 1)
  const sum = answers.reduce(
    (total, { confidence, correct }) => total + (confidence - Number(correct)) ** 2,
    0,
  )
  return sum / answers.length
}
