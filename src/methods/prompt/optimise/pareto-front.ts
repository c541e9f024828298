import type { RandomSource } from '../../../stats/random-source.ts'

/**
 * Candidates none of which is beaten by another on every row: places in `scores`, in their order. Of those with the same
 * scores the first stays.
 *
 * @param scores one list a candidate, the same rows in the same order, more being better.
 */
export function paretoFront(scores: readonly (readonly number[])[]): number[] {
  return [...scores.keys()].filter(
    (one) => !scores.some((_, other) => other !== one && dominates(scores, other, one)),
  )
}

/**
 * Draws a parent from the front: as likely as there are rows on which it is among the best, so that one that alone solves a
 * rare case is kept in play.
 *
 * @see Agrawal et al. 2025, "GEPA: Reflective prompt evolution can outperform reinforcement learning", algorithm 2
 */
export function drawFromFront(scores: readonly (readonly number[])[], random: RandomSource): number {
  const front = paretoFront(scores)
  const rows = scores[0]?.length ?? 0
  const best = Array.from({ length: rows }, (_, row) =>
    front.reduce((most, one) => Math.max(most, scores[one]?.[row] ?? 0), Number.NEGATIVE_INFINITY),
  )
  const weights = front.map((one) => best.filter((score, row) => scores[one]?.[row] === score).length)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = random.next() * total
  for (const [at, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return front[at] ?? 0
  }
  return front.at(-1) ?? 0
}

function dominates(scores: readonly (readonly number[])[], one: number, other: number): boolean {
  const [a = [], b = []] = [scores[one], scores[other]]
  if (a.some((score, row) => score < (b[row] ?? 0))) return false
  return a.some((score, row) => score > (b[row] ?? 0)) || one < other
}
