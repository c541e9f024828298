import type { Report } from '../contracts/report.ts'
import { consistencyCells, costCells, dataCells, qualityCells, speedCells } from './words/side-cells.ts'
import type { SideCell } from './words/side-cell.ts'
import { complexityCells, upkeepCells } from './words/side-parts.ts'

/** The six dimensions finalists are laid side by side in. */
export const dimensions = [
  'complexity',
  'cost',
  'quality and consistency',
  'upkeep',
  'speed',
  'data',
] as const

/** One line of the table: a figure of each finalist, in their order, or "not measured". */
export interface SideBySideRow {
  dimension: (typeof dimensions)[number]
  figure: string
  cells: string[]
}

/** The finalists side by side. */
export interface SideBySide {
  candidates: string[]
  rows: SideBySideRow[]
}

const notMeasured = 'not measured'

const cellsOf: Record<SideBySideRow['dimension'], Record<string, SideCell>> = {
  complexity: complexityCells,
  cost: costCells,
  'quality and consistency': { ...qualityCells, ...consistencyCells },
  upkeep: upkeepCells,
  speed: speedCells,
  data: dataCells,
}

/** The finalists in six dimensions, each cell a figure of the report or "not measured". Derived: the report repeats nothing. */
export function sideBySide(report: Report): SideBySide {
  const finalists = report.candidates.filter(({ finalist }) => finalist)
  const rows = dimensions.flatMap((dimension) =>
    Object.entries(cellsOf[dimension]).map(([figure, cell]) => ({
      dimension,
      figure,
      cells: finalists.map((candidate) => cell(candidate, report) ?? notMeasured),
    })),
  )
  return { candidates: finalists.map(({ name }) => name), rows }
}
