import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { DataError, messageOf } from '../../errors.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'

const mostEntries = 2000
const workbookFile = /(^|\/)workbook\.xml$/u
const sheetFile = /worksheets\/[^/]*\.xml$/u

/**
 * Unpacks a spreadsheet once without keeping it, to know that it may be read: real sizes, no entry outside of the
 * archive, no cell so far out that the sheet would not fit into memory.
 *
 * @returns names of its sheets, in their order.
 * @throws DataError with the reason.
 */
export async function checkXlsxArchive(
  bytes: Buffer,
  at: { path: string; limits: ReaderLimits },
): Promise<string[]> {
  const { path } = at
  const workbook = { xml: '' }
  let sheets = 0
  try {
    const archive = await open(bytes)
    if (archive.entryCount > mostEntries)
      throw new DataError(`${path} is an archive of ${archive.entryCount} files: it is no spreadsheet.`)
    const unpacked = { bytes: 0 }
    for await (const entry of entriesOf(archive)) {
      if (/\.xml(\.rels)?$/u.test(entry.fileName))
        await checkEntry(archive, entry, { ...at, unpacked, workbook })
      if (sheetFile.test(entry.fileName)) sheets += 1
    }
  } catch (error) {
    throw error instanceof DataError ? error : damaged(path, error)
  }
  if (sheets === 0)
    throw new DataError(`${path} is a zip archive without a spreadsheet in it.`, {
      hint: 'Unpack it and name the file inside.',
    })
  return sheetNames(workbook.xml)
}

async function checkEntry(
  archive: ZipFile,
  entry: Entry,
  at: { path: string; limits: ReaderLimits; unpacked: { bytes: number }; workbook: { xml: string } },
): Promise<void> {
  const extent = { row: 0, column: 0, rest: '' }
  const list: Buffer[] = []
  const stream: AsyncIterable<Buffer> = await streamOf(archive, entry)
  for await (const chunk of stream) {
    at.unpacked.bytes += chunk.length
    if (at.unpacked.bytes > at.limits.inflatedBytes)
      throw new DataError(
        `${at.path} unfolds to more than ${describeBytes(at.limits.inflatedBytes)}, the most that is read.`,
      )
    if (sheetFile.test(entry.fileName)) widen(extent, chunk.toString('latin1'))
    if (workbookFile.test(entry.fileName)) list.push(chunk)
  }
  assertExtent(extent, at)
  if (list.length > 0) at.workbook.xml = Buffer.concat(list).toString('utf8')
}

function sheetNames(xml: string): string[] {
  return [...xml.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname=(?:"([^"]*)"|'([^']*)')/gu)].map(
    ([, quoted = '', single = '']) => (quoted || single).replaceAll(/&(#?\w+);/gu, characterOf),
  )
}

function characterOf(written: string, name: string): string {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name]
  const code = /^#x[0-9a-f]{1,6}$/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  if (named !== undefined || !name.startsWith('#')) return named ?? written
  return code <= 0x10ffff ? String.fromCodePoint(code) : written
}

function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, archive) =>
      error === null && archive !== undefined ? resolve(archive) : reject(error),
    )
  })
}

async function* entriesOf(archive: ZipFile): AsyncGenerator<Entry> {
  for (let left = archive.entryCount; left > 0; left -= 1) {
    yield await new Promise<Entry>((resolve, reject) => {
      archive
        .once('entry', resolve)
        .once('error', reject)
        .once('end', () => reject(new Error('entries are missing')))
      archive.readEntry()
    })
    archive.removeAllListeners()
  }
}

function streamOf(archive: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) =>
      error === null && stream !== undefined ? resolve(stream) : reject(error),
    )
  })
}

/** Takes the cell references of a piece of a sheet into account; what is cut off at its end is kept for the next. */
function widen(extent: { row: number; column: number; rest: string }, piece: string): void {
  const text = extent.rest + piece
  for (const [, letters = '', digits = ''] of text.matchAll(/\br=["']([A-Z]{0,4})(\d{1,9})["']/gu)) {
    let column = 0
    for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
    extent.column = Math.max(extent.column, column)
    extent.row = Math.max(extent.row, Number(digits))
  }
  extent.rest = text.slice(-24)
}

function assertExtent(
  extent: { row: number; column: number },
  at: { path: string; limits: ReaderLimits },
): void {
  const { rows, columns, cells } = at.limits
  if (extent.row <= rows && extent.column <= columns && extent.row * extent.column <= cells) return
  throw new DataError(
    `${at.path} has cells as far out as row ${extent.row} and column ${extent.column}: at most ${rows} rows, ${columns} columns and ${cells} cells are read.`,
    { hint: 'Delete the empty rows and columns beyond the table, or save the sheet as CSV.' },
  )
}

function damaged(path: string, error: unknown): DataError {
  const message = messageOf(error).replace(/\.$/u, '')
  if (/relative path|absolute path|invalid characters in fileName/u.test(message))
    return new DataError(`${path} is an archive with a file outside of itself (${message}): it is not read.`)
  return new DataError(`${path} is a spreadsheet or zip archive that cannot be read: ${message}.`, {
    hint: 'Open it in a spreadsheet program and save it again, or save it as CSV (UTF-8).',
    cause: error,
  })
}
