import { withFormulaGuard } from '../import/formula-guard.ts'

/** One record of a CSV file (RFC 4180), with its line break. What a spreadsheet would run as a formula is guarded. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`
}

function quoted(cell: string): string {
  const guarded = withFormulaGuard(cell)
  return /[",\r\n]|^\s|\s$/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
