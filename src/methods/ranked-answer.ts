import type { BatchAnswer } from './predict-in-batches.ts'

const alternativesKept = 5

/** The most probable label with its probability as confidence, and the runners-up. */
export function rankedAnswer(labels: readonly string[], probabilities: ArrayLike<number>): BatchAnswer {
  const ranked = labels
    .map((output, index) => ({ output, probability: probabilities[index] ?? 0 }))
    .toSorted((a, b) => b.probability - a.probability)
  const [best] = ranked
  return {
    output: best?.output ?? '',
    confidence: Math.min(1, best?.probability ?? 0),
    alternatives: ranked.slice(0, alternativesKept),
  }
}
