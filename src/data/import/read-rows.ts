import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { type DataFile, openDataFile } from './open-data-file.ts'
import { readBinary } from './read-binary.ts'
import { readCsv } from './read-csv.ts'
import { readJsonArray } from './read-json-array.ts'
import { readDocument } from './read-document.ts'
import { readJsonl } from './read-jsonl.ts'
import { defaultReaderLimits, type ReaderLimits } from './reader-limits.ts'
import { type DataFormat, sniffFormat } from './sniff-format.ts'

/** How the rows of a file are read. */
export interface ReadRowsOptions {
  limits?: Partial<ReaderLimits> | undefined
  /** Of a spreadsheet, where it is not the first. */
  sheet?: string | undefined
  /** Hears of the names of a spreadsheet's sheets before its first row. */
  onSheets?: ((names: string[]) => void) | undefined
}

/**
 * Rows of a data file as they stand in it: streamed from JSON lines, a JSON array, CSV and TSV; by row groups from
 * Parquet; read whole from XLSX and a JSON object or YAML document, which are limited in size.
 *
 * @param path of the file; messages use it as given.
 * @throws DataError when the file is missing, empty, malformed or beyond a limit.
 */
export async function* readRows(path: string, options: ReadRowsOptions = {}): AsyncGenerator<RawRow> {
  const bounds = { ...defaultReaderLimits, ...options.limits }
  const file = await openDataFile(path)
  try {
    let rows = 0
    for await (const row of rowsOf(file, { ...options, limits: bounds })) {
      rows += 1
      if (rows > bounds.rows)
        throw new DataError(`${path} has more than ${bounds.rows} rows, the most that are read.`)
      yield row
    }
    if (rows === 0) throw new DataError(`${path} has no rows.`)
  } finally {
    await file.handle.close()
  }
}

/** How rows lie in a file, from its name and its start. @throws DataError as `readRows` does. */
export async function formatOfFile(path: string): Promise<DataFormat> {
  const file = await openDataFile(path)
  await file.handle.close()
  return sniffFormat(path, file.head)
}

function rowsOf(file: DataFile, options: ReadRowsOptions & { limits: ReaderLimits }): AsyncGenerator<RawRow> {
  const { path } = file
  const { limits } = options
  const format = sniffFormat(path, file.head)
  if (format.kind === 'parquet' || format.kind === 'xlsx')
    return readBinary(format.kind, { ...options, path })
  if (format.kind === 'json-document' || format.kind === 'yaml-document')
    return readDocument(file, { limits, isYaml: format.kind === 'yaml-document' })
  const chunks: AsyncIterable<Uint8Array> = file.handle.createReadStream({ start: 0, autoClose: false })
  if (format.kind === 'jsonl') return readJsonl(chunks, { path, limits })
  if (format.kind === 'delimited') return readCsv(chunks, { path, delimiter: format.delimiter, limits })
  return readJsonArray(chunks, { path, limits })
}
