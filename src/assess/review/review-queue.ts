import { greedySpread } from '../../stats/greedy-spread.ts'
import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'
import { answerDisagreement } from './answer-disagreement.ts'
import { marginUncertainty } from './margin-uncertainty.ts'
import { typicality } from './typicality.ts'

/** Why a row is worth a person's time. */
export type ReviewReason =
  | 'conflict'
  | 'suspected-error'
  | 'disagreement'
  | 'uncertain'
  | 'typical'
  | 'not-covered'

/** A row whose label is doubted: a cross-fitted model is sure of another one. Higher `score` is more doubtful. */
export interface LabelSuspect {
  rowId: string
  score: number
  suggested?: string
}

/** What is known of the rows of one pool. Every list but `suspects` is in the order of `rows`. */
export interface ReviewPool {
  rows: readonly { id: string }[]
  /** Unit vectors end to end: embeddings, or `textVectors` where no embedder runs. */
  vectors: Float32Array
  dimensions: number
  /** Probabilities of the labels of each row, in any order; the largest two are enough. */
  probabilities?: readonly (readonly number[])[]
  /** Answers of different candidates to each row; a row with fewer than two says nothing. */
  answers?: readonly (readonly string[])[]
  suspects?: readonly LabelSuspect[]
  /** Ids of rows whose text has several answers, those of one text one after the other. */
  conflicts?: readonly string[]
  /** Unit vectors of rows that have a label already. */
  covered?: Float32Array
}

/** A row of the queue. */
export interface ReviewItem {
  rowId: string
  /** Position among the pool's rows. */
  row: number
  /** Reciprocal ranks summed over the reasons; it orders, and means nothing else. */
  value: number
  /** Strongest first; empty for rows beyond what was ranked. */
  reasons: ReviewReason[]
}

/** Constant of reciprocal rank fusion: first places count, but one list alone does not rule. */
const fusionConstant = 60
const mostRanked = 400

/**
 * Orders rows by what labelling them is expected to bring. Five lists are made, each best first: rows that are uncertain
 * and typical of the pool and unlike each other (uncertainty × density × distance); rows on which candidates disagree;
 * rows whose label is suspected; rows whose text has several answers; rows far from all that is labelled, farthest first. A row's value is the sum of
 * 1 / (60 + its place) over the lists it is in. Pure; equal rows are put in an order drawn with `seed`.
 *
 * @see Settles & Craven 2008, EMNLP (information density); Cormack et al. 2009, SIGIR (reciprocal rank fusion)
 */
export function reviewQueue(pool: ReviewPool, { seed }: { seed: number }): ReviewItem[] {
  const order = shuffle([...pool.rows.keys()], randomSource(seed))
  const tie = new Map(order.map((row, place) => [row, place]))
  const byScore = (scores: readonly number[]) =>
    order
      .filter((row) => (scores[row] ?? 0) > 0)
      .toSorted((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0))
      .slice(0, mostRanked)
  const lists: [ReviewReason, number[]][] = [
    ['conflict', conflicting(pool)],
    ['suspected-error', byScore(suspicions(pool))],
    ['disagreement', byScore((pool.answers ?? []).map(answerDisagreement))],
    [pool.probabilities === undefined ? 'typical' : 'uncertain', informative(pool, order)],
    ['not-covered', pool.covered === undefined ? [] : spread(pool, order, {})],
  ]
  return fuse(pool, lists).toSorted(
    (one, other) => other.value - one.value || (tie.get(one.row) ?? 0) - (tie.get(other.row) ?? 0),
  )
}

function conflicting({ rows, conflicts = [] }: ReviewPool): number[] {
  const rowOf = new Map(rows.map(({ id }, row) => [id, row]))
  return conflicts.flatMap((id) => rowOf.get(id) ?? [])
}

function suspicions({ rows, suspects = [] }: ReviewPool): number[] {
  const scores = new Map(suspects.map(({ rowId, score }) => [rowId, score]))
  return rows.map(({ id }) => scores.get(id) ?? 0)
}

function informative(pool: ReviewPool, order: readonly number[]): number[] {
  const density = typicality(pool.vectors, pool.dimensions)
  const weights = pool.rows.map(
    (_, row) => (density[row] ?? 0) * marginUncertainty(pool.probabilities?.[row] ?? []),
  )
  return spread({ ...pool, covered: new Float32Array() }, order, { weights })
}

/** Rows by `greedySpread`, which gives ties to the earlier row: so they are handed over in the drawn order. */
function spread(
  { vectors, dimensions, covered }: ReviewPool,
  order: readonly number[],
  { weights }: { weights?: readonly number[] },
): number[] {
  const ordered = new Float32Array(vectors.length)
  for (const [place, row] of order.entries())
    ordered.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions)
  const picks = greedySpread({
    vectors: ordered,
    dimensions,
    count: mostRanked,
    ...(weights === undefined ? {} : { weights: order.map((row) => weights[row] ?? 0) }),
    ...(covered === undefined ? {} : { covered }),
  })
  return picks.flatMap(({ row }) => order[row] ?? [])
}

function fuse({ rows }: ReviewPool, lists: readonly [ReviewReason, number[]][]): ReviewItem[] {
  const places = lists.map(
    ([reason, list]) => [reason, new Map(list.map((row, place) => [row, place + 1]))] as const,
  )
  return rows.map(({ id }, row) => {
    const found = places.flatMap(([reason, placeOf]) => {
      const place = placeOf.get(row)
      return place === undefined ? [] : [{ reason, place }]
    })
    return {
      rowId: id,
      row,
      value: found.reduce((sum, { place }) => sum + 1 / (fusionConstant + place), 0),
      reasons: found.toSorted((one, other) => one.place - other.place).map(({ reason }) => reason),
    }
  })
}
