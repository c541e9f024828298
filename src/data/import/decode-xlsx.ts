import type { RawRow } from '../../contracts/example.ts'
import { DataError, messageOf } from '../../errors.ts'
import { checkHeader } from './check-header.ts'
import { checkXlsxArchive } from './check-xlsx-archive.ts'
import { jsonOfCell } from './json-of-cell.ts'
import type { DataFile } from './open-data-file.ts'
import { toJsonRow } from './parse-json-row.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { shorten } from './shorten.ts'
import { textOfValue } from './text-of-value.ts'

type Cells = readonly unknown[]

/** Which sheet of a workbook is read, and who hears of the names of all. */
export interface XlsxChoice {
  limits: ReaderLimits
  sheet?: string | undefined
  onSheets: (names: string[]) => void
}

/**
 * Rows of one sheet of an .xlsx file, the first where none is named; its first row that is not empty is the header. Formulas are never computed:
 * the value that was saved with one is read. A row's line is its row in the sheet.
 *
 * @throws DataError when it is damaged, too large, or its header does not name every column.
 */
export async function* decodeXlsx(
  data: DataFile,
  { limits, sheet: name, onSheets }: XlsxChoice,
): AsyncGenerator<RawRow> {
  const { path } = data
  const { size } = await data.handle.stat()
  if (size > limits.documentBytes)
    throw new DataError(
      `${path} has ${describeBytes(size)}; the largest spreadsheet that is read has ${describeBytes(limits.documentBytes)}.`,
      { hint: 'Save it as CSV (UTF-8): that is streamed.' },
    )
  const bytes = Buffer.alloc(size)
  await data.handle.read(bytes, 0, size, 0)
  const names = await checkXlsxArchive(bytes, { path, limits })
  onSheets(names)
  const number = name === undefined ? 1 : names.indexOf(name) + 1
  if (number === 0)
    throw new DataError(
      `${path} has no sheet "${shorten(name ?? '')}". Its sheets are ${names.map((other) => `"${shorten(other)}"`).join(', ')}.`,
    )
  const sheet = await readSheetOf(bytes, { path, number })
  const first = sheet.findIndex((cells) => !isEmpty(cells))
  if (first === -1) return
  const header = headerOf(sheet, first, { path, columns: limits.columns })
  for (const [index, cells] of sheet.entries()) {
    if (index <= first || isEmpty(cells)) continue
    const value = Object.fromEntries(header.map(({ name, column }) => [name, jsonOfCell(cells[column])]))
    yield toJsonRow(value, index + 1, { path, unit: 'row', limits })
  }
}

async function readSheetOf(
  bytes: Buffer,
  { path, number }: { path: string; number: number },
): Promise<readonly Cells[]> {
  // This entry reads the archive's directory, as the check before did; the one for Node reads the entries in a stream.
  const { readSheet } = await import('read-excel-file/universal')
  try {
    return await readSheet(new Blob([bytes]), number, { trim: false })
  } catch (error) {
    throw new DataError(
      `${path} is a spreadsheet that cannot be read: ${messageOf(error).replace(/\.$/u, '')}.`,
      {
        hint: 'Open it in a spreadsheet program and save it again, or save it as CSV (UTF-8).',
        cause: error,
      },
    )
  }
}

/** Names and places of the columns; one without a name and without a value is no column. */
function headerOf(
  sheet: readonly Cells[],
  first: number,
  at: { path: string; columns: number },
): { name: string; column: number }[] {
  const names = (sheet[first] ?? []).map((cell) => textOfValue(jsonOfCell(cell) ?? ''))
  const used = names.flatMap((name, column) =>
    name.trim() !== '' || sheet.some((cells, index) => index > first && hasValue(cells[column]))
      ? [column]
      : [],
  )
  const checked = checkHeader(
    used.map((column) => names[column] ?? ''),
    at,
  )
  return used.map((column, index) => ({ name: checked[index] ?? '', column }))
}

function isEmpty(cells: Cells): boolean {
  return !cells.some(hasValue)
}

function hasValue(cell: unknown): boolean {
  return cell !== null && cell !== undefined && cell !== ''
}
