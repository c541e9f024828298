import type { Entry, ZipFile } from 'yauzl'
import { fromBuffer } from 'yauzl'
import { DataError, messageOf } from '../../errors.ts'
import type { DocumentBytes } from './document.ts'

/** Parts of a DOCX file at most. */
const mostEntries = 10_000

/**
 * Inflates every part of a DOCX file once, keeping nothing, so that a zip made to fill the memory is found before a
 * library unfolds it. A part that is larger than its header says is an error as well.
 *
 * @throws DataError when it is no archive, holds no Word document, or inflates beyond the limit.
 */
export async function assertArchive(source: DocumentBytes): Promise<void> {
  const { name } = source
  try {
    const names = await inflatedNames(source)
    if (!names.has('word/document.xml')) {
      throw new DataError(`${name} is an archive without word/document.xml: it is no Word document.`)
    }
  } catch (cause) {
    if (cause instanceof DataError) throw cause
    throw new DataError(`${name} is a damaged archive: ${messageOf(cause)}`, { cause })
  }
}

async function inflatedNames({ name, bytes, limits }: DocumentBytes): Promise<Set<string>> {
  const zip = await opened(bytes)
  const names = new Set<string>()
  let left = limits.inflatedBytes
  for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
    names.add(entry.fileName)
    left -= await inflatedBytes(zip, entry, left)
    if (left < 0) {
      throw new DataError(`${name} inflates to more than ${limits.inflatedBytes} bytes.`, {
        hint: 'A document of this size is not read. Save it without its images.',
      })
    }
    if (names.size > mostEntries) throw new DataError(`${name} holds more than ${mostEntries} parts.`)
  }
  return names
}

function opened(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(error)
    })
  })
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      zip.off('entry', onEntry)
      zip.off('end', onEnd)
      zip.off('error', onError)
    }
    const onEntry = (entry: Entry): void => {
      settle()
      resolve(entry)
    }
    const onEnd = (): void => {
      settle()
      resolve(undefined)
    }
    const onError = (error: Error): void => {
      settle()
      reject(error)
    }
    zip.on('entry', onEntry).on('end', onEnd).on('error', onError)
    zip.readEntry()
  })
}

/** Bytes of an entry, counted as they come; stops just beyond what is left. */
async function inflatedBytes(zip: ZipFile, entry: Entry, left: number): Promise<number> {
  if (entry.fileName.endsWith('/')) return 0
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error === null) resolve(opened)
      else reject(error)
    })
  })
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > left) break
  }
  return bytes
}
