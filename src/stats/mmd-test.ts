import { DataError } from '../errors.ts'
import { assertInteger } from './assert-count.ts'
import { groupBy } from './group-by.ts'
import { type KernelMatrix, kernelMatrix } from './kernel-matrix.ts'
import { randomSource, type RandomSource } from './random-source.ts'

/** Two samples of vectors, each rows × dimensions numbers, row-major. */
export interface TwoSamples {
  first: Float32Array
  second: Float32Array
  dimensions: number
  seed: number
  /** Groups of the rows of each sample (documents, authors): rows of one group are alike and move together. */
  groups?: { first: readonly string[]; second: readonly string[] } | undefined
}

/** What `mmdTest` found. */
export interface MmdResult {
  /** Unbiased estimate of the squared discrepancy; around 0, also below it, when nothing differs. */
  squaredMmd: number
  pValue: number
  /** σ of the kernel, in the unit of the vectors. */
  bandwidth: number
  permutations: number
}

/**
 * Maximum mean discrepancy with an RBF kernel: do two samples come from one distribution? The null is drawn by permuting
 * which rows of the pooled sample count as second, so the level is exact for every size:
 * p = (1 + permutations that reach the observed value)/(1 + permutations).
 *
 * With groups, whole groups are permuted, as many as the smaller sample has: rows of one document are no independent
 * evidence, and permuted one by one they would make any two sets of documents look different.
 *
 * One kernel matrix of all rows is computed; a permutation sums the pairs inside the smaller sample only.
 *
 * @throws DataError with fewer than two rows in a sample, or rows that are not whole.
 * @see Gretton et al. 2012, JMLR 13, equation 3
 */
export function mmdTest({
  permutations = 999,
  ...samples
}: TwoSamples & { permutations?: number }): MmdResult {
  const sizes = sizesOf(samples)
  assertInteger('permutations', permutations, 1)
  const pooled = new Float32Array(samples.first.length + samples.second.length)
  pooled.set(samples.first)
  pooled.set(samples.second, samples.first.length)
  const kernel = kernelMatrix({ vectors: pooled, dimensions: samples.dimensions })
  const statistic = statisticOf(kernel)
  const order = Int32Array.from({ length: kernel.rows }, (_, row) => row)
  const isSecondSmaller = sizes.second <= sizes.first
  const observed = statistic(isSecondSmaller ? order.slice(sizes.first) : order.slice(0, sizes.first))
  const random = randomSource(samples.seed)
  const draw =
    samples.groups === undefined
      ? () => drawRows(order, Math.min(sizes.first, sizes.second), random)
      : groupDrawer(samples.groups, isSecondSmaller ? 'second' : 'first', random)
  const least = observed - 1e-12
  let reached = 0
  for (let permutation = 0; permutation < permutations; permutation += 1) {
    if (statistic(draw()) >= least) reached += 1
  }
  const pValue = (1 + reached) / (1 + permutations)
  return { squaredMmd: observed, pValue, bandwidth: kernel.bandwidth, permutations }
}

/** Rows of both samples. @throws DataError as `mmdTest` does. */
export function sizesOf({ first, second, dimensions }: Omit<TwoSamples, 'seed'>): Sizes {
  assertInteger('dimensions', dimensions, 1)
  const sizes = { first: first.length / dimensions, second: second.length / dimensions }
  for (const [name, size] of Object.entries(sizes)) {
    if (Number.isInteger(size) && size >= 2) continue
    throw new DataError(
      `${name} holds ${size} rows of ${dimensions} numbers. It must be whole rows, two or more.`,
    )
  }
  return sizes
}

interface Sizes {
  first: number
  second: number
}

/** The statistic as a function of the rows that count as one sample; the others are the other. */
function statisticOf(kernel: KernelMatrix): (small: Int32Array) => number {
  const rowSums = rowSumsOf(kernel)
  const total = rowSums.reduce((sum, value) => sum + value, 0)
  return (small) => {
    const [few, many] = [small.length, kernel.rows - small.length]
    if (few < 2 || many < 2) return Number.NEGATIVE_INFINITY
    let touching = 0
    for (const row of small) touching += rowSums[row] ?? 0
    const inside = 2 * pairSum(kernel, small)
    const across = touching - inside
    const outside = total - inside - 2 * across
    return inside / (few * (few - 1)) + outside / (many * (many - 1)) - (2 * across) / (few * many)
  }
}

function rowSumsOf({ values, rows, width }: KernelMatrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0
    for (let at = row * width; at < row * width + rows; at += 1) sum += values[at] ?? 0
    return sum
  })
}

function pairSum({ values, width }: KernelMatrix, chosen: Int32Array): number {
  let sum = 0
  for (let place = 1; place < chosen.length; place += 1) {
    const start = (chosen[place] ?? 0) * width
    for (let other = 0; other < place; other += 1) sum += values[start + (chosen[other] ?? 0)] ?? 0
  }
  return sum
}

/** Draws whole groups, as many as the smaller sample has; rows ascending. */
function groupDrawer(
  groups: NonNullable<TwoSamples['groups']>,
  smaller: 'first' | 'second',
  random: RandomSource,
): () => Int32Array {
  const named = [
    ...groups.first.map((name) => `first ${name}`),
    ...groups.second.map((name) => `second ${name}`),
  ]
  const rowsOf = [...groupBy([...named.keys()], (row) => named[row] ?? '').values()]
  const count = new Set(groups[smaller]).size
  const order = Int32Array.from(rowsOf.keys())
  return () => {
    const drawn = drawRows(order, count, random)
    return Int32Array.from([...drawn].flatMap((group) => rowsOf[group] ?? [])).sort()
  }
}

/** The first `count` of a partial Fisher–Yates shuffle of `order`, which it reorders; ascending, to walk memory once. */
function drawRows(order: Int32Array, count: number, random: RandomSource): Int32Array {
  for (let place = 0; place < count; place += 1) {
    const other = place + random.below(order.length - place)
    const row = order[place] ?? 0
    order[place] = order[other] ?? 0
    order[other] = row
  }
  return order.slice(0, count).sort()
}
