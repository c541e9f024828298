import { assertInteger } from './assert-count.ts'
import { randomSource } from './random-source.ts'

/** Counts of each label in two samples. */
export interface LabelCount {
  label: string
  first: number
  second: number
}

/** What `mixTest` found. */
export interface MixResult {
  chiSquare: number
  /** By permutation: right for rare labels too. */
  pValue: number
  /** Population stability index Σ (q − p) ln (q/p), half a row added to each count. */
  stability: number
  /** The index that chance alone gives at these sizes (mean over permutations). */
  stabilityByChance: number
  /** Share of rows by which the mixes differ: ½ Σ |q − p|. */
  moved: number
}

/**
 * Do two samples have the same mix of labels? Chi-square of the 2 × k table with a permutation null:
 * p = (1 + permutations that reach the observed value)/(1 + permutations).
 *
 * @throws DataError when a sample is empty.
 */
export function mixTest(
  counts: readonly LabelCount[],
  { seed, permutations = 999 }: { seed: number; permutations?: number },
): MixResult {
  const table = { first: counts.map(({ first }) => first), second: counts.map(({ second }) => second) }
  const sizes = { first: sum(table.first), second: sum(table.second) }
  assertInteger('rows of the first sample', sizes.first, 1)
  assertInteger('rows of the second sample', sizes.second, 1)
  const totals = counts.map(({ first, second }) => first + second)
  const pooled = Int32Array.from(totals.flatMap((total, label) => Array.from({ length: total }, () => label)))
  const random = randomSource(seed)
  const chiSquare = chiSquareOf(table, totals)
  let reached = 0
  let byChance = 0
  for (let permutation = 0; permutation < permutations; permutation += 1) {
    const drawn = totals.map(() => 0)
    for (let place = 0; place < sizes.second; place += 1) {
      const other = place + random.below(pooled.length - place)
      const label = pooled[other] ?? 0
      pooled[other] = pooled[place] ?? 0
      pooled[place] = label
      drawn[label] = (drawn[label] ?? 0) + 1
    }
    const permuted = { first: totals.map((total, at) => total - (drawn[at] ?? 0)), second: drawn }
    if (chiSquareOf(permuted, totals) >= chiSquare - 1e-9) reached += 1
    byChance += stabilityOf(permuted) / permutations
  }
  return {
    chiSquare,
    pValue: (1 + reached) / (1 + permutations),
    stability: stabilityOf(table),
    stabilityByChance: byChance,
    moved: sum(counts.map(({ first, second }) => Math.abs(second / sizes.second - first / sizes.first))) / 2,
  }
}

interface Table {
  first: number[]
  second: number[]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Pearson's chi-square; labels nobody has add nothing. */
function chiSquareOf({ first, second }: Table, totals: readonly number[]): number {
  const [inFirst, inSecond] = [sum(first), sum(second)]
  return sum(
    totals.map((total, at) => {
      if (total === 0) return 0
      const [one, two] = [(total * inFirst) / (inFirst + inSecond), (total * inSecond) / (inFirst + inSecond)]
      return ((first[at] ?? 0) - one) ** 2 / one + ((second[at] ?? 0) - two) ** 2 / two
    }),
  )
}

function stabilityOf({ first, second }: Table): number {
  const shareOf = (values: readonly number[], at: number): number =>
    ((values[at] ?? 0) + 0.5) / (sum(values) + 0.5 * values.length)
  return sum(
    first.map((_, at) => {
      const [one, two] = [shareOf(first, at), shareOf(second, at)]
      return (two - one) * Math.log(two / one)
    }),
  )
}
