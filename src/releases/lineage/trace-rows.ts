import type { Example, Fingerprint } from '../../contracts/example.ts'
import { fingerprint } from '../../data/fingerprint.ts'
import { listedRow, type ListedRow } from './row-list.ts'

/** A set of rows a candidate was made with, held against the files as they are now. */
export interface TracedRows {
  fingerprint: Fingerprint
  /** Whether these very rows, with these texts and answers, are still what the task's files give. */
  matches: boolean
  /** Ids of the rows that were used; empty where no run kept them and the files have changed. */
  ids: string[]
  /** Where they do not match: ids of rows whose text or answer differs now, and of rows that are gone. */
  changed: string[]
  missing: string[]
}

/**
 * Finds the rows of a fingerprint among those the files give now.
 *
 * @param sets rows the task gives now: each set that may have been used.
 * @param listed what a run kept of the rows; undefined where it kept nothing.
 */
export function traceRows(
  wanted: Fingerprint,
  sets: readonly (readonly Example[])[],
  listed: readonly ListedRow[] | undefined,
): TracedRows {
  const same = sets.find((rows) => fingerprint(rows) === wanted)
  const none = { fingerprint: wanted, changed: [], missing: [] }
  if (same !== undefined) return { ...none, matches: true, ids: same.map(({ id }) => id) }
  const now = new Map(sets.flat().map((row) => [row.id, listedRow(row).sha256]))
  const rows = listed ?? []
  return {
    ...none,
    matches: false,
    ids: rows.map(({ id }) => id),
    changed: rows.flatMap(({ id, sha256 }) => (now.has(id) && now.get(id) !== sha256 ? [id] : [])),
    missing: rows.flatMap(({ id }) => (now.has(id) ? [] : [id])),
  }
}
