import { alphaOfOpening } from './alpha-of-opening.ts'
import { countOpenings, findOpening } from './opening.ts'
import { readOpenings } from './read-openings.ts'
import type { Reading } from './record-opening.ts'

/** Which opening a reading would be, and its level; nothing is written. */
export async function nextOpening(
  reading: Pick<Reading, 'folder' | 'testFingerprint' | 'finalists'>,
): Promise<{ number: number; alpha: number }> {
  const { openings } = await readOpenings(reading.folder)
  const number = findOpening(openings, reading) ?? countOpenings(openings, reading.testFingerprint) + 1
  return { number, alpha: alphaOfOpening(number) }
}
