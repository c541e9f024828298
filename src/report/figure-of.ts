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
  | NonNullable<CandidateReport['stopped' | 'selection' | 'latencyMs' | 'consistency' | 'runs']>

/** Looks a reference of `verdict.because` or of `advice` up in the report; `undefined` where the report has no such figure. */
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
    case 'fitSeconds': {
      const value = candidate?.[reference.figure]
      return value === undefined ? undefined : { value }
    }
    default:
      return candidate?.[reference.figure]
  }
}
