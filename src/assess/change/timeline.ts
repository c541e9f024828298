import { instantOf } from '../../data/import/normalise-time.ts'
import { type EmbeddedRows, takeRows } from './embedded-rows.ts'

/** What a model would have been trained on, and what came afterwards. */
export interface Timeline {
  past: EmbeddedRows
  later: EmbeddedRows
  /** Whether both have times; else `later` is in the order of its file. */
  isTimed: boolean
}

/** Share of a dated pool that counts as the past where there is no production file. */
const shareOfPast = 0.5

/**
 * Train and validation, then production; without production, the earlier and the later half of a dated pool.
 *
 * @returns undefined where nothing came afterwards.
 */
export function cutTimeline(pool: EmbeddedRows, production: EmbeddedRows): Timeline | undefined {
  const isTimed = (part: EmbeddedRows): boolean =>
    part.rows.length > 0 && part.rows.every(({ time }) => time !== undefined)
  if (production.rows.length > 0) {
    return { past: pool, later: production, isTimed: isTimed(pool) && isTimed(production) }
  }
  if (!isTimed(pool)) return undefined
  const instant = (at: number): number => instantOf(pool.rows[at]?.time ?? '')
  const order = [...pool.rows.keys()].toSorted((a, b) => instant(a) - instant(b) || a - b)
  const last = instant(order[Math.floor(order.length * shareOfPast)] ?? 0)
  // Rows of one instant stay on one side.
  const later = order.filter((at) => instant(at) > last)
  if (later.length === 0) return undefined
  return {
    past: takeRows(pool, order.slice(0, order.length - later.length)),
    later: takeRows(pool, later),
    isTimed: true,
  }
}
