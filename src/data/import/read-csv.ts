import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { checkHeader } from './check-header.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { numberRepeats } from './formats/promptfoo-table.ts'
import { withoutFormulaGuard } from './formula-guard.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { shorten } from './shorten.ts'

/** What reading a delimited file needs to know. */
export interface CsvSource {
  path: string
  delimiter: string
  limits: ReaderLimits
}

/**
 * Rows of a delimited file with a header row; every value is text, quoted values may hold line breaks. Empty lines are
 * skipped. A row's line is where it starts.
 *
 * @throws DataError when the header has a name twice, a row has another number of columns, a quote is not closed, a
 * row is too long or the bytes are not UTF-8.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, source: CsvSource): AsyncGenerator<RawRow> {
  const parser = parse({
    delimiter: source.delimiter,
    columns: false,
    raw: true,
    // Files put together from several have both; the longer one must stand first.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: source.limits.lineBytes,
  })
  const decoded = Readable.from(decodeUtf8(chunks, source.path))
  decoded.once('error', (error) => parser.destroy(error))
  decoded.pipe(parser)
  let header: string[] | undefined
  let next = 1
  try {
    for await (const chunk of parser) {
      // csv-parse types its records as any; with these options this is their shape.
      const { record, raw } = chunk as { record: string[]; raw: string }
      const line = next
      // Its own count of lines takes CRLF inside quotes for two.
      next += raw.replace(/\r?\n$/u, '').split('\n').length
      if (record.length === 1 && record[0] === '') continue
      if (header === undefined)
        header = checkHeader(numberRepeats(record), { path: source.path, columns: source.limits.columns })
      else yield { line, value: toObject(header, record, { path: source.path, line }) }
    }
  } catch (error) {
    throw error instanceof CsvError ? explain(error, source) : error
  } finally {
    decoded.destroy()
  }
}

function toObject(header: string[], record: string[], at: { path: string; line: number }): RawRow['value'] {
  if (record.length !== header.length) {
    throw new DataError(
      `${at.path} line ${at.line} has ${record.length} ${record.length === 1 ? 'column' : 'columns'}; the header has ${header.length} (${shorten(header.join(', '), 120)}).`,
      { hint: 'A value that holds the delimiter or a line break must stand in double quotes.' },
    )
  }
  return Object.fromEntries(header.map((name, index) => [name, withoutFormulaGuard(record[index] ?? '')]))
}

function explain(error: CsvError, source: CsvSource): DataError {
  const line = typeof error.lines === 'number' ? ` near line ${error.lines}` : ''
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new DataError(
      `${source.path} has a row${line} longer than ${describeBytes(source.limits.lineBytes)}, the longest row that is read.`,
      { hint: 'Look for a double quote that is not closed.', cause: error },
    )
  }
  const wrong =
    error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a double quote that is never closed' : 'a misplaced double quote'
  return new DataError(`${source.path} has ${wrong}${line}.`, {
    hint: 'A quote inside a quoted value is written twice: "she said ""hello""".',
    cause: error,
  })
}
