import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { type DataFile, openDataFile } from './open-data-file.ts'
import { readCsv } from './read-csv.ts'
import { readJsonl } from './read-jsonl.ts'
import { defaultReaderLimits, type ReaderLimits } from './reader-limits.ts'
import { sniffFormat } from './sniff-format.ts'

/**
 * Rows of a JSONL, CSV or TSV file, streamed, as they stand in it.
 *
 * @param path of the file; messages use it as given.
 * @throws DataError when the file is missing, empty, malformed or beyond a limit.
 */
export async function* readRows(path: string, limits: Partial<ReaderLimits> = {}): AsyncGenerator<RawRow> {
  const bounds = { ...defaultReaderLimits, ...limits }
  const file = await openDataFile(path)
  try {
    let rows = 0
    for await (const row of rowsOf(file, bounds)) {
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

function rowsOf(file: DataFile, limits: ReaderLimits): AsyncGenerator<RawRow> {
  const { path } = file
  const format = sniffFormat(path, file.head)
  const chunks: AsyncIterable<Uint8Array> = file.handle.createReadStream({ start: 0, autoClose: false })
  if (format.kind === 'jsonl') return readJsonl(chunks, { path, limits })
  return readCsv(chunks, { path, delimiter: format.delimiter, limits })
}
