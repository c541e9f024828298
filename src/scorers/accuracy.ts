import { assertRows } from './assert-rows.ts'
import type { ScoredRow } from './scored-row.ts'

/**
 * Share of rows whose output is the expected label, 0 … 1.
 *
 * @throws DataError without rows.
 */
export function accuracy(rows: readonly ScoredRow[]): number {
  assertRows(rows)
  return rows.filter(({ expected, output }) => expected === output).length / rows.length
}
