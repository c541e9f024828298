import type { FigureReference } from '../contracts/reason.ts'
import type {
  CandidateReport,
  Comparison,
  CriterionResult,
  QualityFigure,
  Report,
} from '../contracts/report.ts'

/** A figure a sentence of the verdict rests on. */
export type Figure =
  | QualityFigure
  | CriterionResult
  | Comparison
  | { value: number }
  | NonNullable<CandidateReport['stopped'] | CandidateReport['selection']>

/** Looks a reference of `verdict.because` up in the report; `undefined` where the report has no such figure. */
export function figureOf(
  report: Pick<Report, 'candidates' | 'comparisons'>,
  reference: FigureReference,
): Figure | undefined {
  const candidate = report.candidates.find(({ name }) => name === reference.candidate)
  switch (reference.figure) {
    case 'comparison':
      return report.comparisons.find(({ a, b }) =>
        [`${a} ${b}`, `${b} ${a}`].includes(`${reference.candidate} ${reference.against}`),
      )
    case 'meets':
      return candidate?.meets.find(({ criterion }) => criterion === reference.criterion)
    case 'totalCostUsd':
      return candidate?.totalCostUsd === undefined ? undefined : { value: candidate.totalCostUsd }
    default:
      return candidate?.[reference.figure]
  }
}
