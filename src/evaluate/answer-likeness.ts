import type { Task } from '../contracts/task.ts'
import { chrF } from '../scorers/chr-f.ts'
import { f1OfCounts, spanCounts } from '../scorers/span-counts.ts'

/**
 * How alike two answers to one input are, 0 … 1, 1 for the same: of labels 0 or 1; of texts chrF, both ways averaged; of
 * extractions F1 of spans that share most of their words, case left out, since a rewritten input is quoted as it stands.
 */
export function answerLikeness(kind: Task['kind'], one: string, other: string): number {
  if (one === other) return 1
  if (kind === 'classification') return 0
  if (kind === 'generation') return (chrF(one, other) + chrF(other, one)) / 2
  return f1OfCounts(spanCounts(one.toLowerCase(), other.toLowerCase()).overlap)
}
