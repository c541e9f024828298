import { labelCounts } from './label-counts.ts'
import type { ScoredRow } from './scored-row.ts'

/** Share of a label's rows that were answered with it, 0 … 1, and how many rows that rests on. */
export interface LabelRecall {
  label: string
  recall: number
  n: number
}

/** Recall of every expected label, the lowest first, then by name. Empty without rows. */
export function recallByLabel(rows: readonly ScoredRow[]): LabelRecall[] {
  return [...labelCounts(rows)]
    .filter(([, { expected }]) => expected > 0)
    .map(([label, { right, expected }]) => ({ label, recall: right / expected, n: expected }))
    .toSorted((one, other) => one.recall - other.recall || (one.label < other.label ? -1 : 1))
}
