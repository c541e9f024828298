import { groupBy } from '../../stats/group-by.ts'
import type { ScoredRow } from '../arm.ts'

const fewestRowsOfLabel = 10

/** Macro-F1 decides nothing while a label has fewer than ten test rows: one row would move it too far. */
export function canGate(rows: readonly Pick<ScoredRow, 'expected'>[]): boolean {
  const counts = groupBy(rows, (row) => row.expected)
  return [...counts.values()].every((group) => group.length >= fewestRowsOfLabel)
}
