import type { RawRow } from '../../contracts/example.ts'
import type { PersonalDataRedactor } from '../../text/personal-data/personal-data-redactor.ts'
import { withFormulaGuard } from '../import/formula-guard.ts'
import { textOfValue } from '../import/text-of-value.ts'

/** A row of a delimited file with personal data replaced; the column's name says what a value is. */
export function redactCsvRow({ value }: RawRow, delimiter: string, redactor: PersonalDataRedactor): string {
  return csvLine(
    Object.entries(value).map(([name, cell]) => redactor.redact(textOfValue(cell), name)),
    delimiter,
  )
}

/** Cells as one record (RFC 4180), with its line break. What a spreadsheet would run is guarded, as reading took it off. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  const quoted = cells
    .map(withFormulaGuard)
    .map((cell) =>
      cell.includes(delimiter) || /["\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
  return `${quoted.join(delimiter)}\n`
}
