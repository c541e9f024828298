import type { CandidateReport } from '../../contracts/report.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'

/** How answers came to their form; never whether they are right. */
export function countValidity(answered: readonly AnsweredRow[]): NonNullable<CandidateReport['validity']> {
  const counts = { first: 0, repaired: 0, reasked: 0, fallback: 0, invalid: 0 }
  for (const { prediction } of answered) counts[prediction.validity] += 1
  return counts
}
