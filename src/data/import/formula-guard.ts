const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/u
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/u

/**
 * A cell that a spreadsheet will not run: a text that begins like a formula gets an apostrophe in front, as spreadsheets
 * themselves write it (OWASP, CSV injection).
 */
export function withFormulaGuard(cell: string): string {
  return dangerous.test(cell) ? `'${cell}` : cell
}

/** The text that `withFormulaGuard` guarded. */
export function withoutFormulaGuard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell
}
