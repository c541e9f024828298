import type { DroppedRow } from './formats/example-format.ts'

const rowsNamed = 50

/** Rows left out for one reason. */
export interface DroppedRows {
  why: string
  count: number
  /** Where they stand, at most 50. */
  lines: number[]
}

/** Counts rows that are left out, by reason, the commonest first. */
export function countDropped(): { add(row: DroppedRow): void; counts(): DroppedRows[] } {
  const reasons = new Map<string, DroppedRows>()
  return {
    add({ dropped: why, line }) {
      const reason = reasons.get(why) ?? { why, count: 0, lines: [] }
      reasons.set(why, reason)
      reason.count += 1
      if (reason.lines.length < rowsNamed) reason.lines.push(line)
    },
    counts: () => [...reasons.values()].toSorted((a, b) => b.count - a.count),
  }
}
