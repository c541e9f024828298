import { mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '../../errors.ts'
import type { PersonalDataRedactor } from '../../text/personal-data/personal-data-redactor.ts'
import { openDataFile } from '../import/open-data-file.ts'
import { readCsv } from '../import/read-csv.ts'
import { readLines } from '../import/read-lines.ts'
import { formatOfFile, readRows } from '../import/read-rows.ts'
import { defaultReaderLimits } from '../import/reader-limits.ts'
import { describeFormat, sniffFormat } from '../import/sniff-format.ts'
import { textOfValue } from '../import/text-of-value.ts'
import { csvLine, redactCsvRow } from './redact-csv-row.ts'
import { redactJsonLine } from './redact-json-line.ts'

const writtenAtOnce = 64 * 1024

/** A file to redact. */
export interface RedactSource {
  path: string
  /** Of a spreadsheet, where it is not the first. */
  sheet?: string | undefined
}

/**
 * What a file is called that cannot be copied as it is, or nothing: its rows are written as JSON lines.
 *
 * @throws DataError when it cannot be opened.
 */
export async function rewrittenFormat(path: string): Promise<string | undefined> {
  const format = await formatOfFile(path)
  return format.kind === 'jsonl' || format.kind === 'delimited' ? undefined : describeFormat(format)
}

/** Shows a file to a redactor before any is redacted: the placeholders it has, and the values it names. */
export async function learnFile(source: RedactSource, redactor: PersonalDataRedactor): Promise<void> {
  for await (const piece of piecesOf(source)) redactor.learn(piece)
}

/**
 * Writes a copy of a data file with personal data replaced by placeholders. JSON lines stay as they are but for the
 * strings concerned; delimited files are written anew, row by row; rows of other files become JSON lines.
 *
 * @throws DataError when the target exists or the file cannot be read; nothing is left of the target then.
 */
export async function redactFile(
  source: RedactSource,
  target: string,
  redactor: PersonalDataRedactor,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  const output = await open(target, 'wx').catch((error: unknown) => {
    throw new DataError(`${target} cannot be written: it exists, or its folder may not be written to.`, {
      hint: 'Name a folder that is empty or not there yet.',
      cause: error,
    })
  })
  try {
    let held = ''
    for await (const piece of piecesOf(source, redactor)) {
      held += piece
      if (held.length < writtenAtOnce) continue
      await output.write(held)
      held = ''
    }
    await output.write(held)
    await output.close()
  } catch (error) {
    await output.close().catch(() => undefined)
    await rm(target, { force: true })
    throw error
  }
}

/** A file line by line or record by record; redacted when there is a redactor. */
async function* piecesOf(
  { path, sheet }: RedactSource,
  redactor?: PersonalDataRedactor,
): AsyncGenerator<string> {
  const file = await openDataFile(path)
  try {
    const format = sniffFormat(path, file.head)
    const chunks: AsyncIterable<Uint8Array> = file.handle.createReadStream({ start: 0, autoClose: false })
    const limits = defaultReaderLimits
    if (format.kind === 'jsonl') {
      for await (const { text } of readLines(chunks, { path, lineBytes: limits.lineBytes })) {
        yield `${redactor === undefined ? text : redactJsonLine(text, redactor)}\n`
      }
      return
    }
    if (format.kind !== 'delimited') {
      for await (const { value } of readRows(path, { sheet })) {
        const text = JSON.stringify(value)
        yield `${redactor === undefined ? text : redactJsonLine(text, redactor)}\n`
      }
      return
    }
    let isFirst = true
    for await (const row of readCsv(chunks, { path, delimiter: format.delimiter, limits })) {
      if (isFirst) yield csvLine(Object.keys(row.value), format.delimiter)
      isFirst = false
      const cells = Object.values(row.value).map((cell) => textOfValue(cell))
      yield redactor === undefined
        ? csvLine(cells, format.delimiter)
        : redactCsvRow(row, format.delimiter, redactor)
    }
  } finally {
    await file.handle.close()
  }
}
