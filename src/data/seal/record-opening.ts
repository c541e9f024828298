import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fingerprint } from '../../contracts/example.ts'
import { DataError, messageOf } from '../../errors.ts'
import { alphaOfOpening, isSpent } from './alpha-of-opening.ts'
import { findOpening, isSeenBefore, type Opening, openingsFile, seenPurpose } from './opening.ts'
import { type OpeningsLog, readOpenings } from './read-openings.ts'

/** A reading of the test set about to happen. */
export interface Reading {
  /** Folder of the task file. */
  folder: string
  testFingerprint: Fingerprint
  /** Versions of the finalists. */
  finalists: readonly string[]
  at: Date
  purpose: string
}

/** Which opening a reading is. */
export interface RecordedOpening {
  /** From 1, counted on this test set. */
  number: number
  /** Level of this opening's claims. */
  alpha: number
  /** Whether verdicts are exploratory: the set was opened too often. */
  spent: boolean
  /** Whether a person saw the rows before one of these finalists first met them: verdicts are exploratory then. */
  seen: boolean
  /** False when these finalists were compared on these rows before. */
  isNew: boolean
  /** Set when a line that a crash had cut off was removed. */
  repaired?: string
}

/**
 * Writes an opening down **before** the test rows are read, so that a crash can only count one too many. The same
 * finalists on the same rows are one opening, however often they are recorded.
 *
 * @throws DataError when there are no finalists, or the file is damaged or cannot be written.
 */
export async function recordOpening(reading: Reading): Promise<RecordedOpening> {
  if (reading.finalists.length === 0)
    throw new DataError('finalists is empty. An opening names at least one version.')
  const log = await readOpenings(reading.folder)
  const known = findOpening(log.openings, reading)
  const seen = isSeenBefore(log.openings, reading)
  if (known !== undefined) return describe(known, { isNew: false, seen })
  const opening: Opening = {
    test: reading.testFingerprint,
    finalists: [...new Set(reading.finalists)].toSorted(),
    at: reading.at.toISOString(),
    purpose: reading.purpose,
  }
  await append(join(reading.folder, openingsFile), log, opening)
  const number = findOpening([...log.openings, opening], reading) ?? 1
  const repaired = log.torn === undefined ? {} : { repaired: describeRepair(log.torn) }
  return { ...describe(number, { isNew: true, seen }), ...repaired }
}

/**
 * Writes down that a person is about to see these rows and what the finalists answered. Once is enough: a second look adds nothing.
 *
 * @throws DataError when the file is damaged or cannot be written.
 */
export async function recordSeen(reading: Omit<Reading, 'purpose'>): Promise<void> {
  const log = await readOpenings(reading.folder)
  const isKnown = log.openings.some(
    ({ test, purpose }) => test === reading.testFingerprint && purpose === seenPurpose,
  )
  if (isKnown) return
  await append(join(reading.folder, openingsFile), log, {
    test: reading.testFingerprint,
    finalists: [...new Set(reading.finalists)].toSorted(),
    at: reading.at.toISOString(),
    purpose: seenPurpose,
  })
}

function describe(number: number, facts: { isNew: boolean; seen: boolean }): RecordedOpening {
  return { number, alpha: alphaOfOpening(number), spent: isSpent(number), ...facts }
}

function describeRepair(torn: string): string {
  return `The last line of ${openingsFile} was cut off by a crash and is removed: ${torn}`
}

/** One write of one whole line at the end, on the disk before it returns. */
async function append(path: string, log: OpeningsLog, opening: Opening): Promise<void> {
  try {
    const file = await open(path, 'a+')
    try {
      if (log.torn !== undefined) await file.truncate(log.wholeBytes)
      const needsBreak = log.torn === undefined && !(await endsWithBreak(file, log.wholeBytes))
      await file.appendFile(`${needsBreak ? '\n' : ''}${JSON.stringify(opening)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new DataError(`${path} cannot be written: ${messageOf(error)}`, {
      hint: 'The test set is not read before the reading is written down. Make the folder writable.',
      cause: error,
    })
  }
}

async function endsWithBreak(file: Awaited<ReturnType<typeof open>>, bytes: number): Promise<boolean> {
  if (bytes === 0) return true
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, bytes - 1)
  return buffer[0] === 0x0a
}
