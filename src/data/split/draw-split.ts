import type { Example } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { DataError } from '../../errors.ts'
import { instantOf } from '../import/normalise-time.ts'
import { type Cluster, clusterRows } from './cluster-rows.ts'
import { stratifiedOrder } from './stratified-order.ts'

/** How rows are drawn out of a pool. */
export interface DrawOptions {
  /** Share of the pool's rows, in (0, 1). */
  share: number
  by: Task['data']['split']['by']
  seed: number
  /** Whether answers are labels: then each keeps its share, and one that a single text has is drawn last. */
  stratify: boolean
  /** What is drawn, for messages: "a test set". */
  what: string
}

/** A pool in two parts; rows keep the pool's order in both. */
export interface DrawnSplit {
  kept: Example[]
  drawn: Example[]
}

/**
 * Draws a share of the rows, seeded. Rows with the same text or a near one, and with `by: group` rows of one group, never
 * straddle the split. `by: time` draws the latest rows; a text that was seen before the cut stays with the earlier rows.
 *
 * Near texts chain, and where one chain holds so many rows that less than half the share could be drawn, only the same
 * text is kept together: the near rows are then left out of training as twins of test rows.
 *
 * @throws DataError when there are too few different texts (or groups) for two parts.
 */
export function drawSplit(rows: readonly Example[], options: DrawOptions): DrawnSplit {
  const target = Math.max(1, Math.round(rows.length * options.share))
  const drawn =
    drawWhole(rows, options, { target, least: target / 2, byNear: true }) ??
    drawWhole(rows, options, { target, least: 1, byNear: false })
  if (drawn === undefined) throw tooFew(rows, options)
  return { kept: rows.filter((row) => !drawn.has(row)), drawn: rows.filter((row) => drawn.has(row)) }
}

/** Rows of whole clusters, about `target` of them; nothing when fewer than `least` or all rows would be drawn. */
function drawWhole(
  rows: readonly Example[],
  options: DrawOptions,
  { target, least, byNear }: { target: number; least: number; byNear: boolean },
): Set<Example> | undefined {
  const clusters = clusterRows(rows, { byGroup: options.by === 'group', byNear })
  const drawn = new Set(takeClusters(orderClusters(clusters, options), target).flat())
  return drawn.size < least || drawn.size === rows.length ? undefined : drawn
}

function orderClusters(clusters: Cluster[], options: DrawOptions): Cluster[] {
  if (options.by === 'time') return clusters.toSorted((a, b) => earliest(b) - earliest(a))
  return stratifiedOrder(clusters, {
    seed: options.seed,
    stratum: ([first]) => (options.stratify ? first.expected : ''),
    loneLast: options.stratify,
  })
}

function earliest(cluster: Cluster): number {
  return Math.min(...cluster.map((row) => instantOf(row.time ?? '')))
}

/** Clusters from the front whose rows come nearest to `target`; one too large for what is left is passed over. */
function takeClusters(ordered: Cluster[], target: number): Cluster[] {
  const taken: Cluster[] = []
  let count = 0
  for (const cluster of ordered) {
    if (count >= target) break
    if (count + cluster.length - target > target - count) continue
    taken.push(cluster)
    count += cluster.length
  }
  return taken
}

function tooFew(rows: readonly Example[], options: DrawOptions): DataError {
  const unit = options.by === 'group' ? 'groups' : 'different texts'
  return new DataError(
    `${options.what} cannot be drawn from ${rows.length} row${rows.length === 1 ? '' : 's'}: there are too few ${unit}.`,
    { hint: 'Add examples, or give the files yourself: data.train, data.validation, data.test.' },
  )
}
