import type { FileHandle } from 'node:fs/promises'
import { TextDecoder } from 'node:util'
import type { AsyncBuffer, FileMetaData, ParquetParsers } from 'hyparquet'
import type { RawRow } from '../../contracts/example.ts'
import { DataError, messageOf } from '../../errors.ts'
import { checkHeader } from './check-header.ts'
import { checkParquetPages, unfoldsTooFar } from './check-parquet-pages.ts'
import { jsonOfCell } from './json-of-cell.ts'
import type { DataFile } from './open-data-file.ts'
import { boundedCompressors } from './parquet-compressors.ts'
import { toJsonRow } from './parse-json-row.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'

/** Largest footer that is read: the description of the columns and row groups. */
const footerBytes = 16 * 1024 * 1024

/**
 * Rows of a Parquet file, one row group in memory at a time. Times become ISO text.
 *
 * @throws DataError when it is damaged, encrypted, not UTF-8, or unfolds beyond a limit.
 */
export async function* decodeParquet(data: DataFile, limits: ReaderLimits): AsyncGenerator<RawRow> {
  const { path } = data
  const { size } = await data.handle.stat()
  const file = bufferOf(data.handle, size)
  const metadata = await orDamaged(path, () => readFooter(file, path))
  checkHeader(topColumns(metadata), { path, columns: limits.columns })
  if (Number(metadata.num_rows) > limits.rows)
    throw new DataError(`${path} has more than ${limits.rows} rows, the most that are read.`)
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    if (rowEnd < rowStart || rowEnd > Number(metadata.num_rows))
      throw damaged(path, new Error('its row groups have more rows than it says'))
    const rows = await orDamaged(path, async () => {
      await checkParquetPages({ file, path, group, limits })
      return readGroup({ file, metadata, rowStart, rowEnd })
    })
    let characters = 0
    for (const [index, row] of rows.entries()) {
      characters += textOf(row)
      // A dictionary page says a long text once, and a few bytes more repeat it in every row.
      if (characters > limits.inflatedBytes) throw unfoldsTooFar(path, limits)
      yield toRow(row, rowStart + index + 1)
    }
    rowStart = rowEnd
  }

  function toRow(row: Record<string, unknown>, number: number): RawRow {
    const value = jsonOfCell(row)
    const longest = Object.entries(row).find(
      ([, cell]) => typeof cell === 'string' && cell.length > limits.lineBytes,
    )
    if (longest !== undefined)
      throw new DataError(
        `${path} row ${number} has a text longer than ${describeBytes(limits.lineBytes)} in "${longest[0]}", the longest that is read.`,
      )
    return toJsonRow(value, number, { path, unit: 'row', limits })
  }
}

function textOf(row: Record<string, unknown>): number {
  return Object.values(row).reduce<number>(
    (sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0),
    0,
  )
}

async function readFooter(file: AsyncBuffer, path: string): Promise<FileMetaData> {
  const { parquetMetadataAsync } = await import('hyparquet')
  const tail = new DataView(await file.slice(Math.max(0, file.byteLength - 8), file.byteLength))
  if (tail.byteLength === 8 && tail.getUint32(4, true) === 0x45524150)
    throw new DataError(`${path} is an encrypted Parquet file. Write it again without encryption.`)
  if (tail.byteLength < 8 || tail.getUint32(4, true) !== 0x31524150)
    throw new DataError(`${path} does not end like a Parquet file: it was cut off.`, {
      hint: 'Write or download it again.',
    })
  if (tail.getUint32(0, true) > footerBytes)
    throw new DataError(
      `${path} has a footer longer than ${describeBytes(footerBytes)}, the longest that is read.`,
    )
  return parquetMetadataAsync(file)
}

/** Names of the columns at the top: the root's children, found by walking the flat list of the schema. */
function topColumns({ schema }: FileMetaData): string[] {
  const names: string[] = []
  let at = 1
  for (let child = 0; child < (schema[0]?.num_children ?? 0) && at < schema.length; child += 1) {
    names.push(schema[at]?.name ?? '')
    for (let open = 1; open > 0 && at < schema.length; at += 1) open += (schema[at]?.num_children ?? 0) - 1
  }
  return names
}

async function readGroup(range: {
  file: AsyncBuffer
  metadata: FileMetaData
  rowStart: number
  rowEnd: number
}): Promise<Record<string, unknown>[]> {
  const { parquetReadObjects } = await import('hyparquet')
  return parquetReadObjects({ ...range, compressors: await boundedCompressors(), parsers: strictText() })
}

/** Text that is not UTF-8 is an error, never replaced silently. */
function strictText(): Partial<ParquetParsers> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const decode = (bytes: Uint8Array | undefined): string | undefined =>
    bytes === undefined ? undefined : decoder.decode(bytes)
  return {
    stringFromBytes: decode,
    jsonFromBytes: decode,
    geometryFromBytes: decode,
    geographyFromBytes: decode,
  }
}

function bufferOf(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (start < 0 || end < start || end > byteLength) throw new RangeError('beyond the end of the file')
      const bytes = new Uint8Array(end - start)
      await handle.read(bytes, 0, bytes.length, start)
      return bytes.buffer
    },
  }
}

async function orDamaged<Value>(path: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof DataError) throw error
    throw damaged(path, error)
  }
}

function damaged(path: string, error: unknown): DataError {
  const isText = error instanceof TypeError && messageOf(error).includes('encoded data')
  const problem = isText
    ? 'holds a column of bytes that are not UTF-8 text'
    : `is a Parquet file that cannot be read: ${messageOf(error).replace(/\.$/u, '')}`
  return new DataError(`${path} ${problem}.`, {
    hint: 'Write it again, e.g. with pandas: df.to_parquet("data.parquet"), or export it as JSON lines.',
    cause: error,
  })
}
