import type { CandidateReport } from '../contracts/report.ts'
import { brier } from '../stats/brier.ts'
import { eceOfPerfect } from '../stats/ece-of-perfect.ts'
import { expectedCalibrationError } from '../stats/expected-calibration-error.ts'
import { logLoss } from '../stats/log-loss.ts'
import type { AnsweredRow } from './answer-rows.ts'

/**
 * How far confidences can be believed: Brier and log loss of "the answer is right", ECE beside what a perfect model of
 * that n would show (decision.md §4).
 *
 * @returns undefined when any answer came without a confidence.
 */
export function calibrationOf(
  answered: readonly AnsweredRow[],
  seed: number,
): CandidateReport['calibration'] {
  const answers = answered.flatMap(({ row, prediction }) =>
    prediction.confidence === undefined
      ? []
      : [{ confidence: prediction.confidence, correct: prediction.output === row.expected }],
  )
  if (answers.length === 0 || answers.length < answered.length) return undefined
  return {
    brier: brier(answers),
    logLoss: logLoss(answers),
    ece: expectedCalibrationError(answers),
    eceOfPerfect: eceOfPerfect(
      answers.map(({ confidence }) => confidence),
      { seed },
    ).mean,
    n: answers.length,
  }
}
