import type { CandidateReport } from '../../contracts/report.ts'
import type { AdvisedReport } from './advise.ts'

/** The finalist that stands for prompting, for fine-tuning and for both together, where one was measured. */
interface FinalistsByWay {
  prompt?: CandidateReport
  tune?: CandidateReport
  both?: CandidateReport
}

/** At most one finalist of a family was measured, but for recorded ones: then the first listed. */
export function finalistsByWay({ candidates }: Pick<AdvisedReport, 'candidates'>): FinalistsByWay {
  const of = (family: CandidateReport['family']) =>
    candidates.find((candidate) => candidate.finalist && candidate.family === family)
  const found = { prompt: of('prompt'), tune: of('tune'), both: of('hybrid') }
  return Object.fromEntries(Object.entries(found).filter(([, candidate]) => candidate !== undefined))
}

/** The candidate that was chosen, else the one that leads. */
export function focusOf({ candidates, verdict }: AdvisedReport): CandidateReport | undefined {
  const name = verdict.candidate ?? verdict.leading?.candidate
  return candidates.find((candidate) => candidate.name === name)
}
