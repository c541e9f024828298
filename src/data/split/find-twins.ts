import type { UnlabelledExample } from '../../contracts/example.ts'
import { nearDuplicateIndex } from '../../text/near-duplicates.ts'
import { normaliseText } from '../../text/same-text.ts'

/** A row and the rows of a pool whose input is the same text or near it (design §4). */
export interface Twins<Row, PoolRow> {
  row: Row
  /** Pool rows with the same text, in pool order. */
  exact: PoolRow[]
  /** Pool rows near the text and not the same, the most similar first. */
  near: PoolRow[]
}

/**
 * Rows that have a twin in a pool, in the order of `rows`. A row that is in the pool itself is no twin of itself.
 *
 * @returns rows without twins are left out.
 */
export function findTwins<Row extends UnlabelledExample, PoolRow extends UnlabelledExample>(
  rows: readonly Row[],
  pool: readonly PoolRow[],
): Twins<Row, PoolRow>[] {
  const index = nearDuplicateIndex(pool.map((row) => row.input.text))
  const normalised = pool.map((row) => normaliseText(row.input.text))
  return rows.flatMap((row) => {
    const text = normaliseText(row.input.text)
    const found = index
      .near(row.input.text)
      .flatMap(({ row: at }) => (pool[at] === undefined ? [] : [{ at, twin: pool[at] }]))
      .filter(({ twin }) => twin.id !== row.id)
    const exact = found.filter(({ at }) => normalised[at] === text).toSorted((a, b) => a.at - b.at)
    const near = found.filter(({ at }) => normalised[at] !== text)
    if (found.length === 0) return []
    return [{ row, exact: exact.map(({ twin }) => twin), near: near.map(({ twin }) => twin) }]
  })
}
