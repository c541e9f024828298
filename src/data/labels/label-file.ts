import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { LabelRecord } from '../../contracts/label-record.ts'
import { DataError, messageOf } from '../../errors.ts'
import { readLabels } from './read-labels.ts'

const lineFeed = 0x0a
/** How every line begins that this program appends: a file that begins otherwise is not touched, only refused. */
const recordStart = Buffer.from('{"id":')

/** A labels file that is being written to. */
export interface LabelFile {
  /** What stood in it when it was opened. */
  records: LabelRecord[]
  /** Adds one line and returns when it is on disk. */
  append(record: LabelRecord): void
  close(): void
}

/**
 * Opens a labels file to append to; it is made with the first record. What a crash left of a last line is cut off.
 *
 * @throws DataError when it cannot be written, or holds anything but label records.
 */
export async function openLabelFile(path: string): Promise<LabelFile> {
  if (existsSync(path)) repairTail(path)
  const isEmpty = !existsSync(path) || readFileSync(path).length === 0
  const records = isEmpty ? [] : await readLabels(path)
  let descriptor: number | undefined
  return {
    records,
    append(record) {
      descriptor ??= openToAppend(path)
      writeSync(descriptor, `${JSON.stringify(record)}\n`)
      fsyncSync(descriptor)
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }
}

/** A whole last line without its line break gets one; half a line is cut off. */
function repairTail(path: string): void {
  const bytes = readFileSync(path)
  if (bytes.length === 0 || bytes.at(-1) === lineFeed) return
  if (!bytes.subarray(0, recordStart.length).equals(recordStart)) return
  const start = bytes.lastIndexOf(lineFeed) + 1
  const descriptor = openToAppend(path)
  try {
    if (isJson(bytes.toString('utf8', start))) writeSync(descriptor, '\n')
    else ftruncateSync(descriptor, start)
  } finally {
    closeSync(descriptor)
  }
}

/** @throws DataError when the file or its folder may not be written. */
function openToAppend(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true })
    return openSync(path, 'a')
  } catch (cause) {
    throw new DataError(`${path} cannot be written: ${messageOf(cause)}.`, {
      hint: 'Name another file with --output.',
      cause,
    })
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
