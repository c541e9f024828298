import type { Explanation } from './explanation.ts'
import type { ValidatedCandidate, Validation } from './validate-candidates.ts'

/** Above this share of validation rows without an answer a candidate was not measured: its server or model failed. */
const mostUnanswered = 0.1

/**
 * Candidates that were asked for and could not be measured because a server or a model failed. While there are any the test set
 * stays sealed: an opening without them would have to be repeated, at a stricter level.
 */
export function unansweredOf({ candidates }: Pick<Validation, 'candidates'>): ValidatedCandidate[] {
  return candidates.filter(({ answered, failed }) => failed > mostUnanswered * (answered.length + failed))
}

/** What the verdict says then; nothing where all were measured. */
export function explainUnanswered(candidates: readonly ValidatedCandidate[]): Explanation | undefined {
  if (candidates.length === 0) return undefined
  return {
    because: [
      'Not settled: not every candidate could be asked, and the test set stays sealed until all are.',
      ...candidates.map(whyOf),
    ],
    next: ['mend what failed and run again: only what has no answer is asked'],
  }
}

function whyOf({
  candidate,
  answered,
  failed,
  failedBecause = 'no answer came',
}: ValidatedCandidate): string {
  return `${candidate.name}: ${failed} of ${answered.length + failed} validation rows ${failed === 1 ? 'has' : 'have'} no answer. ${failedBecause}`
}
