import type { ScoredRow } from './scored-row.ts'

/** How many rows of one label were answered with another. */
export interface ConfusionPair {
  expected: string
  output: string
  count: number
}

/** What was mistaken for what, the most frequent first, then in the order met. Empty when all rows are right. */
export function confusionPairs(rows: readonly ScoredRow[]): ConfusionPair[] {
  const pairs = new Map<string, ConfusionPair>()
  for (const { expected, output } of rows) {
    if (expected === output) continue
    const key = JSON.stringify([expected, output])
    const pair = pairs.get(key) ?? { expected, output, count: 0 }
    pair.count += 1
    pairs.set(key, pair)
  }
  return [...pairs.values()].toSorted((one, other) => other.count - one.count)
}
