import type { FigureReference } from '../../contracts/reason.ts'
import type { Standing } from '../eligibility.ts'

/** The figures of a standing that its clauses were judged by. */
export function figuresOfClauses({ arm, clauses, againstReference }: Standing): FigureReference[] {
  return clauses.map((clause) =>
    clause === 'non-inferiority'
      ? comparisonFigure(arm.name, againstReference?.comparison.b ?? '')
      : { candidate: arm.name, figure: 'meets', criterion: clause },
  )
}

/** The score of a candidate on the shared rows. */
export function qualityFigure(candidate: string): FigureReference {
  return { candidate, figure: 'quality' }
}

/** Two candidates on the same rows. */
export function comparisonFigure(candidate: string, against: string): FigureReference {
  return { candidate, figure: 'comparison', against }
}

/** What each of some candidates costs over the horizon, where that is known. */
export function totalFigures(
  standings: readonly { arm: { name: string }; totals: Float64Array | undefined }[],
): FigureReference[] {
  return standings.flatMap(({ arm, totals }) =>
    totals === undefined ? [] : [{ candidate: arm.name, figure: 'totalCostUsd' }],
  )
}
