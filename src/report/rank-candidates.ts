import type { CandidateReport, QualityFigure, Report } from '../contracts/report.ts'
import { metricWords } from './words/metric-words.ts'

/** Candidates in the order they are shown, best first. Figures of different groups are never compared. */
export interface RankedCandidates {
  /** Measured on the shared test rows. */
  finalists: CandidateReport[]
  /** Measured on validation rows only. */
  validationOnly: CandidateReport[]
  /** Baselines that are not finalists: what any model has to beat. */
  floors: CandidateReport[]
}

/** Groups and ranks the candidates of a report; a candidate without a figure is last. */
export function rankCandidates({ candidates, task }: Report): RankedCandidates {
  const sign = metricWords(task.metric).lowerIsBetter ? -1 : 1
  const score = (candidate: CandidateReport) => (shownQuality(candidate)?.value ?? -Infinity * sign) * sign
  const ranked = candidates.toSorted((a, b) => compare(score(b), score(a)))
  const others = ranked.filter(({ finalist }) => !finalist)
  return {
    finalists: ranked.filter(({ finalist }) => finalist),
    validationOnly: others.filter(({ family }) => family !== 'baseline'),
    floors: others.filter(({ family }) => family === 'baseline'),
  }
}

/** The figure a candidate is shown by: shared test rows for finalists, validation rows for the others. */
export function shownQuality(candidate: CandidateReport): QualityFigure | undefined {
  return candidate.finalist ? candidate.quality : candidate.validation
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}
