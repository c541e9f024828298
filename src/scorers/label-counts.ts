import type { ScoredRow } from './scored-row.ts'

/** How often a label was expected, was answered, and both. */
export interface LabelCount {
  expected: number
  answered: number
  right: number
}

/** Counts of every label that was expected or answered, in the order they first come. */
export function labelCounts(rows: readonly ScoredRow[]): Map<string, LabelCount> {
  const counts = new Map<string, LabelCount>()
  for (const { expected, output } of rows) {
    const truth = countOf(counts, expected)
    const answer = expected === output ? truth : countOf(counts, output)
    truth.expected += 1
    answer.answered += 1
    if (truth === answer) truth.right += 1
  }
  return counts
}

function countOf(counts: Map<string, LabelCount>, label: string): LabelCount {
  const known = counts.get(label)
  if (known !== undefined) return known
  const fresh = { expected: 0, answered: 0, right: 0 }
  counts.set(label, fresh)
  return fresh
}
