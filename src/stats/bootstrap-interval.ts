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
  /** In (0, 1); default 0.95. */
  confidence?: number
}

/** The statistic of the rows themselves, its BCa interval, and how many clusters it rests on. */
export interface BootstrapInterval extends Interval {
  value: number
  clusters: number
  /** Below 30 clusters an interval is descriptive only (decision.md §4). */
  descriptiveOnly: boolean
}

/**
 * Bias-corrected and accelerated bootstrap interval, two-sided, resampling clusters.
 *
 * @throws DataError without rows.
 * @see Efron 1987, JASA 82
 */
export function bootstrapInterval<Row>(question: BootstrapQuestion<Row>): BootstrapInterval {
  const { rows, statistic, clusterOf, seed, draws = 10_000, confidence = 0.95 } = question
  assertInteger('number of rows', rows.length, 1)
  assertInteger('draws', draws, 1)
  const clusters = clusterOf === undefined ? rows.map((row) => [row]) : [...groupBy(rows, clusterOf).values()]
  const value = statistic(rows)
  const random = randomSource(seed)
  const drawn = Float64Array.from({ length: draws }, () => statistic(resample(clusters, random))).toSorted()
  const levels = bcaLevels({ drawn, value, confidence, acceleration: acceleration(clusters, statistic) })
  return {
    value,
    low: quantileOf(drawn, levels.low),
    high: quantileOf(drawn, levels.high),
    clusters: clusters.length,
    descriptiveOnly: clusters.length < 30,
  }
}

function resample<Row>(clusters: readonly Row[][], random: RandomSource): Row[] {
  const rows: Row[] = []
  for (let draw = 0; draw < clusters.length; draw += 1) {
    for (const row of clusters[random.below(clusters.length)] ?? []) rows.push(row)
  }
  return rows
}

/** Skewness of the statistic's influence, from leaving out one cluster at a time. */
function acceleration<Row>(clusters: readonly Row[][], statistic: (rows: readonly Row[]) => number): number {
  if (clusters.length < 2) return 0
  const left = clusters.map((_, out) => statistic(clusters.flatMap((rows, at) => (at === out ? [] : rows))))
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length
  const squares = left.reduce((sum, value) => sum + (mean - value) ** 2, 0)
  const cubes = left.reduce((sum, value) => sum + (mean - value) ** 3, 0)
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/** Which quantiles of the draws are the ends of the interval. */
function bcaLevels(facts: {
  drawn: Float64Array
  value: number
  confidence: number
  acceleration: number
}): Interval {
  const { drawn, value, confidence } = facts
  // Draws equal to the value count half, or a statistic with few values would look biased.
  const below = drawn.reduce((sum, draw) => sum + (draw < value ? 1 : draw === value ? 0.5 : 0), 0)
  const share = Math.min(Math.max(below / drawn.length, 0.5 / drawn.length), 1 - 0.5 / drawn.length)
  const bias = normalQuantile(share)
  const level = (z: number): number => normalCdf(bias + (bias + z) / (1 - facts.acceleration * (bias + z)))
  const z = normalQuantile((1 + confidence) / 2)
  return { low: level(-z), high: level(z) }
}

/** Linear interpolation between sorted draws. */
function quantileOf(sorted: Float64Array, level: number): number {
  const position = level * (sorted.length - 1)
  const index = Math.floor(position)
  const lower = sorted[index] ?? Number.NaN
  return lower + (position - index) * ((sorted[index + 1] ?? lower) - lower)
}
