import type { InputShift } from '../../contracts/data-change.ts'
import { mmdTest, type TwoSamples } from '../../stats/mmd-test.ts'
import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'
import { twoSampleAuc } from '../../stats/two-sample-auc.ts'
import { type EmbeddedRows, takeRows } from './embedded-rows.ts'

/** What is compared with what. */
export interface InputComparison {
  reference: EmbeddedRows
  sample: EmbeddedRows
  seed: number
  /** Level of this look, once shared out over all looks. */
  alpha: number
}

/** Below this many rows nothing is said. */
export const fewestRowsToCompare = 30
/** Below this many groups a side, whole groups cannot be permuted to any purpose. */
const fewestGroupsToCompare = 8
/** Rows compared at most: permutations cost the square of the sample, the kernel that of both. */
const mostRows = 400
const mostReferenceRows = 2000
const referenceForEachRow = 10
/** AUC from which a difference matters (decision.md §12). */
const leastAuc = 0.6

/**
 * Whether inputs of a sample look like those of a reference: MMD on embeddings by permutation, with a classifier's AUC as
 * effect size. `different` needs p ≤ alpha and an AUC not shown to be below .6: among rows that are otherwise alike a
 * share s of perfect strangers gives .5 + s/2, so the point itself would miss 20 % of strangers half the time.
 */
export function compareInputs({ reference, sample, seed, alpha }: InputComparison): InputShift {
  const second = sampleRows(sample, mostRows, seed)
  const atMost = Math.min(mostReferenceRows, referenceForEachRow * second.rows.length)
  const first = sampleRows(reference, atMost, seed + 1)
  const sizes = { rows: second.rows.length, reference: first.rows.length }
  if (Math.min(sizes.rows, sizes.reference) < fewestRowsToCompare) return { ...sizes, result: 'cannot-say' }
  const { dimensions } = reference
  const groups = groupsOf(first, second)
  if (groups !== undefined && fewestGroups(groups) < fewestGroupsToCompare)
    return { ...sizes, result: 'cannot-say' }
  const samples = { first: first.vectors, second: second.vectors, dimensions, seed, groups }
  const { pValue } = mmdTest(samples)
  const { auc: value, low, high } = twoSampleAuc(samples)
  const isShown = pValue <= alpha
  const result = !isShown ? 'alike' : high >= leastAuc ? 'different' : 'slight'
  return { ...sizes, result, pValue, auc: { value, low, high } }
}

/** Rows of one group move together, where the task names groups. */
function groupsOf(first: EmbeddedRows, second: EmbeddedRows): TwoSamples['groups'] {
  const names = ({ rows }: EmbeddedRows) => rows.map(({ group, id }) => group ?? id)
  const groups = { first: names(first), second: names(second) }
  const isGrouped = [...first.rows, ...second.rows].some(({ group }) => group !== undefined)
  return isGrouped ? groups : undefined
}

function fewestGroups({ first, second }: NonNullable<TwoSamples['groups']>): number {
  return Math.min(new Set(first).size, new Set(second).size)
}

/** A seeded sample, in row order. */
export function sampleRows(embedded: EmbeddedRows, most: number, seed: number): EmbeddedRows {
  if (embedded.rows.length <= most) return embedded
  const drawn = shuffle([...embedded.rows.keys()], randomSource(seed)).slice(0, most)
  return takeRows(
    embedded,
    drawn.toSorted((a, b) => a - b),
  )
}
