import { assertRows } from './assert-rows.ts'
import { labelCounts } from './label-counts.ts'
import type { ScoredRow } from './scored-row.ts'

/**
 * Mean over labels of F1 = 2 · right / (expected + answered), 0 … 1; every label counts the same however rare. The labels
 * are those that occur as expected answers: an output that is no such label lowers recall, not the number of labels.
 *
 * @throws DataError without rows.
 */
export function macroF1(rows: readonly ScoredRow[]): number {
  assertRows(rows)
  const counts = [...labelCounts(rows).values()].filter(({ expected }) => expected > 0)
  const sum = counts.reduce(
    (total, { expected, answered, right }) => total + (2 * right) / (expected + answered),
    0,
  )
  return sum / counts.length
}
