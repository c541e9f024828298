import { groupBy } from '../../stats/group-by.ts'
import { randomSource } from '../../stats/random-source.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { clusterOf, countRight, type Arm } from '../arm.ts'
import type { PricedArm } from './priced-arm.ts'

/** Where there are thousands of rows, draws are used again rather than waited for: a share varies little then. */
const mostRowsDrawn = 600_000

/**
 * The share of right answers of each arm under resampling of the shared rows, by cluster: in a draw all arms answer the same
 * rows, so that what arms have in common does not count as a difference. Arms hold the same rows in the same order.
 */
export function drawAccuracies(
  arms: readonly Pick<Arm, 'rows'>[],
  { seed, draws }: { seed: number; draws: number },
): NonNullable<PricedArm['accuracy']>[] {
  const indexed = (arms[0]?.rows ?? []).map((row, index) => ({ index, cluster: clusterOf(row) }))
  const clusters = [...groupBy(indexed, ({ cluster }) => cluster).values()]
  const sizes = Float64Array.from(clusters, (rows) => rows.length)
  const rights = arms.map(({ rows }) =>
    Float64Array.from(clusters, (cluster) =>
      cluster.reduce((sum, { index }) => sum + (rows[index]?.counts[0] === 1 ? 1 : 0), 0),
    ),
  )
  const own = Math.min(draws, Math.ceil(mostRowsDrawn / Math.max(1, clusters.length)))
  const drawn = arms.map(() => new Float64Array(own))
  const random = randomSource(seed)
  for (let draw = 0; draw < own; draw += 1) {
    const picked = Uint32Array.from(clusters, () => random.below(clusters.length))
    const size = sumAt(sizes, picked)
    for (const [arm, right] of rights.entries()) drawn[arm]?.fill(sumAt(right, picked) / size, draw, draw + 1)
  }
  return arms.map((arm, index) => {
    const { low, high } = wilsonInterval({ successes: countRight(arm), trials: arm.rows.length })
    return {
      value: countRight(arm) / arm.rows.length,
      low,
      high,
      draws: Float64Array.from({ length: draws }, (_, draw) => drawn[index]?.[draw % own] ?? Number.NaN),
    }
  })
}

function sumAt(values: Float64Array, indexes: Uint32Array): number {
  let sum = 0
  for (const index of indexes) sum += values[index] ?? 0
  return sum
}
