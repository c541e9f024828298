import type { AsyncBuffer, ColumnMetaData, PageHeader, RowGroup } from 'hyparquet'
import { DataError } from '../../errors.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'

/** A row group about to be read. */
export interface GroupAtHand {
  file: AsyncBuffer
  path: string
  group: RowGroup
  limits: ReaderLimits
}

/**
 * Reads the page headers of a row group before its pages: what they say they unfold to is what the reader allocates, and
 * a few bytes can say two gigabytes, whatever the footer says.
 *
 * @throws DataError when the pages unfold beyond a limit or do not lie inside the file.
 */
export async function checkParquetPages(at: GroupAtHand): Promise<void> {
  const { parquetHeader } = await import('hyparquet/src/column.js')
  let bytes = 0
  let cells = 0
  for (const { meta_data: column } of at.group.columns) {
    if (column === undefined) throw new Error('a column without metadata')
    const view = await chunkOf(at.file, column)
    const reader = { view, offset: 0 }
    while (reader.offset < view.byteLength - 1) {
      const header = parquetHeader(reader)
      reader.offset += header.compressed_page_size
      const page = sizeOfPage(header, reader.offset, view.byteLength)
      bytes += page.bytes
      cells += page.values
      assertWithin({ ...at, bytes, cells })
    }
  }
}

async function chunkOf(file: AsyncBuffer, column: ColumnMetaData): Promise<DataView> {
  // Some writers say 0 where they mean none.
  const start = Number(column.dictionary_page_offset || column.data_page_offset)
  const end = start + Number(column.total_compressed_size)
  if (start < 0 || end > file.byteLength || end < start) throw new Error('a column outside of the file')
  return new DataView(await file.slice(start, end))
}

function sizeOfPage(header: PageHeader, end: number, length: number): { bytes: number; values: number } {
  const page = header.data_page_header ?? header.data_page_header_v2
  const values = page?.num_values ?? header.dictionary_page_header?.num_values ?? 0
  const bytes = header.uncompressed_page_size
  if (header.compressed_page_size < 0 || end > length || bytes < 0 || values < 0)
    throw new Error('a page outside of its column')
  // In this encoding a text may repeat all of the one before it, so a page's size says nothing about its texts'.
  const unfolds = page?.encoding === 'DELTA_BYTE_ARRAY' ? 32 : 1
  return { bytes: bytes * unfolds, values }
}

const hint = 'Write it again with smaller row groups, e.g. df.to_parquet(…, row_group_size=20000).'

/** The error for a row group that would fill the memory. */
export function unfoldsTooFar(path: string, limits: ReaderLimits): DataError {
  return new DataError(
    `${path} unfolds to more than ${describeBytes(limits.inflatedBytes)} in one row group, the most that is read.`,
    { hint },
  )
}

function assertWithin({ path, limits, bytes, cells }: GroupAtHand & { bytes: number; cells: number }): void {
  if (bytes > limits.inflatedBytes) throw unfoldsTooFar(path, limits)
  if (cells > limits.cells)
    throw new DataError(
      `${path} has more than ${limits.cells} cells in one row group, the most that are read.`,
      {
        hint,
      },
    )
}
