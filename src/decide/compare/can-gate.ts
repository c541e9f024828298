import { groupBy } from '../../stats/group-by.ts'
import { clusterOf, type ArmRow, type DecisionRules } from '../arm.ts'

const fewestRowsOfLabel = 10
/** Below this many clusters a bootstrap interval is descriptive only (decision.md §4). */
export const fewestClusters = 30

/**
 * Whether a bootstrapped score may decide anything: below 30 clusters it describes only, and macro-F1 waits until every
 * label has ten test rows: one row would move it too far.
 */
export function canGate(rows: readonly ArmRow[], { metric }: Pick<DecisionRules, 'metric'>): boolean {
  if (groupBy(rows, clusterOf).size < fewestClusters) return false
  if (metric !== 'macroF1') return true
  const counts = groupBy(rows, (row) => row.expected)
  return [...counts.values()].every((group) => group.length >= fewestRowsOfLabel)
}
