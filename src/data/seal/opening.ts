import * as z from 'zod'

/** Name of the file beside the task file that counts how often a test set was read; it is committed with the task. */
export const openingsFile = 'test-openings.jsonl'

export const openingSchema = z.strictObject({
  /** Fingerprint of the test rows. */
  test: z.string().min(1),
  /** Versions of the finalists, sorted. */
  finalists: z.array(z.string().min(1)).min(1),
  /** ISO date-time. */
  at: z.iso.datetime(),
  /** What the rows were read for: "verdict", or "seen" where a person looked at them. */
  purpose: z.string().min(1),
})

/** Purpose of a line that says the rows were shown to a person: it is no opening and is not counted. */
export const seenPurpose = 'seen'

/** One reading of the sealed test set by finalists not compared on it before (decision.md §3). */
export type Opening = z.infer<typeof openingSchema>

/** How often this test set was opened. */
export function countOpenings(openings: readonly Opening[], testFingerprint: string): number {
  return sequenceOf(openings, testFingerprint).length
}

/** The number of the opening with exactly these finalists on this test set, from 1, or `undefined`. */
export function findOpening(
  openings: readonly Opening[],
  reading: { testFingerprint: string; finalists: readonly string[] },
): number | undefined {
  const index = sequenceOf(openings, reading.testFingerprint).indexOf(keyOf(reading.finalists))
  return index === -1 ? undefined : index + 1
}

/**
 * Whether a person saw these test rows before one of the finalists first met them: whatever was fitted after that may have been
 * made with the answers in view (decision.md §3).
 */
export function isSeenBefore(
  openings: readonly Opening[],
  reading: { testFingerprint: string; finalists: readonly string[] },
): boolean {
  const ofTest = openings.filter(({ test }) => test === reading.testFingerprint)
  const seenAt = ofTest.findIndex(({ purpose }) => purpose === seenPurpose)
  if (seenAt === -1) return false
  const met = new Set(ofTest.slice(0, seenAt).flatMap(({ finalists }) => finalists))
  return reading.finalists.some((version) => !met.has(version))
}

/** Sets of finalists in the order in which they first met these rows; a merge may have written one twice. */
function sequenceOf(openings: readonly Opening[], testFingerprint: string): string[] {
  const ofTest = openings.filter(
    (opening) => opening.test === testFingerprint && opening.purpose !== seenPurpose,
  )
  return [...new Set(ofTest.map((opening) => keyOf(opening.finalists)))]
}

function keyOf(finalists: readonly string[]): string {
  return JSON.stringify([...new Set(finalists)].toSorted())
}
