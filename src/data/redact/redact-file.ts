import { mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataError } from '../../errors.ts'
import type { PersonalDataRedactor } from '../../text/personal-data/personal-data-redactor.ts'
import { openDataFile } from '../import/open-data-file.ts'
import { readCsv } from '../import/read-csv.ts'
import { readLines } from '../import/read-lines.ts'
import { defaultReaderLimits } from '../import/reader-limits.ts'
import { describeFormat, sniffFormat } from '../import/sniff-format.ts'
import { textOfValue } from '../import/text-of-value.ts'
import { csvLine, redactCsvRow } from './redact-csv-row.ts'
import { redactJsonLine } from './redact-json-line.ts'

const writtenAtOnce = 64 * 1024

/** Shows a file to a redactor before any is redacted: the placeholders it has, and the values it names. */
export async function learnFile(path: string, redactor: PersonalDataRedactor): Promise<void> {
  for await (const piece of piecesOf(path)) redactor.learn(piece)
}

/**
 * Writes a copy of a data file with personal data replaced by placeholders. JSON lines stay as they are but for the
 * strings concerned; delimited files are written anew, row by row.
 *
 * @throws DataError when the target exists or the file cannot be read; nothing is left of the target then.
 */
export async function redactFile(
  path: string,
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
    for await (const piece of piecesOf(path, redactor)) {
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
async function* piecesOf(path: string, redactor?: PersonalDataRedactor): AsyncGenerator<string> {
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
    if (format.kind !== 'delimited') throw notRedacted(path, describeFormat(format))
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

function notRedacted(path: string, format: string): DataError {
  return new DataError(
    `${path} is ${format}. Copies without personal data are written of JSON lines, CSV and TSV.`,
    {
      hint: 'Make JSON lines of it first: crossover import',
    },
  )
}
