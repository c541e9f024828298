import { assertInteger } from './assert-count.ts'
import { groupBy } from './group-by.ts'
import { normalCdf } from './normal-cdf.ts'
import { normalQuantile } from './normal-quantile.ts'
import { randomSource, type RandomSource } from './random-source.ts'
import type { Interval } from './wilson-interval.ts'

/** A statistic of rows, and how its uncertainty is drawn. */
export interface BootstrapQuestion<Row> {
  rows: readonly Row[]
  statistic: (rows: readonly Row[]) => number
  /** Rows of one cluster (document, group) are drawn together; without it every row is its own. */
  clusterOf?: (row: Row) => string
  seed: number
  /** Default 10,000. */
  draws?: number
}

/** Draws of a statistic with what BCa corrects them by. */
export interface BootstrapDistribution {
  value: number
  clusters: number
  /** Ascending. */
  drawn: Float64Array
  bias: number
  acceleration: number
}

/**
 * Draws a statistic under resampling of clusters, seeded.
 *
 * @throws DataError without rows.
 * @see Efron 1987, JASA 82
 */
export function bootstrapDistribution<Row>(question: BootstrapQuestion<Row>): BootstrapDistribution {
  const { rows, statistic, clusterOf, seed, draws = 10_000 } = question
  assertInteger('number of rows', rows.length, 1)
  assertInteger('draws', draws, 1)
  const clusters = clusterOf === undefined ? rows.map((row) => [row]) : [...groupBy(rows, clusterOf).values()]
  const value = statistic(rows)
  const random = randomSource(seed)
  const drawn = Float64Array.from({ length: draws }, () => statistic(resample(clusters, random))).toSorted()
  return {
    value,
    clusters: clusters.length,
    drawn,
    bias: biasOf(drawn, value),
    acceleration: accelerationOf(clusters, statistic),
  }
}

/** Two-sided BCa interval. */
export function bcaInterval(distribution: BootstrapDistribution, confidence: number): Interval {
  const { drawn, bias, acceleration } = distribution
  const level = (z: number): number => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
  const z = normalQuantile((1 + confidence) / 2)
  return { low: quantileOf(drawn, level(-z)), high: quantileOf(drawn, level(z)) }
}

/**
 * One-sided p of H0 "the statistic is at most `threshold`": 1 − the confidence at which the BCa lower bound is the
 * threshold. No smaller than half a draw.
 */
export function bcaTail(distribution: BootstrapDistribution, threshold: number): number {
  const { drawn, bias, acceleration } = distribution
  const shift = normalQuantile(shareBelow(drawn, threshold)) - bias
  return normalCdf(shift / (1 + acceleration * shift) - bias)
}

/** Standard deviation of the score a cluster adds, from the spread of the draws: σ = sd · √clusters. */
export function deviationPerCluster({ drawn, clusters }: BootstrapDistribution): number {
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
  const squares = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt((squares / drawn.length) * clusters)
}

function resample<Row>(clusters: readonly Row[][], random: RandomSource): Row[] {
  const rows: Row[] = []
  for (let draw = 0; draw < clusters.length; draw += 1) {
    for (const row of clusters[random.below(clusters.length)] ?? []) rows.push(row)
  }
  return rows
}

function biasOf(drawn: Float64Array, value: number): number {
  return normalQuantile(shareBelow(drawn, value))
}

/** Draws equal to the value count half, or a statistic with few values would look biased. */
function shareBelow(drawn: Float64Array, value: number): number {
  const below = drawn.reduce((sum, draw) => sum + (draw < value ? 1 : draw === value ? 0.5 : 0), 0)
  const least = 0.5 / drawn.length
  return Math.min(Math.max(below / drawn.length, least), 1 - least)
}

/** Skewness of the statistic's influence, from leaving out one cluster at a time. */
function accelerationOf<Row>(
  clusters: readonly Row[][],
  statistic: (rows: readonly Row[]) => number,
): number {
  if (clusters.length < 2) return 0
  const left = clusters.map((_, out) => statistic(clusters.flatMap((rows, at) => (at === out ? [] : rows))))
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length
  const squares = left.reduce((sum, value) => sum + (mean - value) ** 2, 0)
  const cubes = left.reduce((sum, value) => sum + (mean - value) ** 3, 0)
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/** Linear interpolation between sorted draws. */
function quantileOf(sorted: Float64Array, level: number): number {
  const position = level * (sorted.length - 1)
  const index = Math.floor(position)
  const lower = sorted[index] ?? Number.NaN
  return lower + (position - index) * ((sorted[index + 1] ?? lower) - lower)
}
