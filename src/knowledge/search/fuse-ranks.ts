/** Rows of one list, best first. */
export type Ranking = readonly number[]

/** A row and the sum of its shares. */
export interface FusedRow {
  row: number
  score: number
}

/**
 * Reciprocal rank fusion: a row's score is the sum over the lists of 1 / (k + rank), rank from 1; best first, ties by row.
 *
 * @see Cormack, Clarke & Büttcher 2009, SIGIR, who take k = 60
 */
export function fuseRanks(rankings: readonly Ranking[], k = 60): FusedRow[] {
  const scores = new Map<number, number>()
  for (const ranking of rankings) {
    for (const [at, row] of ranking.entries()) scores.set(row, (scores.get(row) ?? 0) + 1 / (k + at + 1))
  }
  return [...scores]
    .map(([row, score]) => ({ row, score }))
    .toSorted((one, other) => other.score - one.score || one.row - other.row)
}
