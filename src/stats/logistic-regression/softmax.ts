/** Turns the scores at `start` … `start + count` into probabilities, in place; returns log Σ exp of the scores. */
export function softmaxInPlace(scores: Float32Array, start: number, count: number): number {
  let most = -Infinity
  for (let at = start; at < start + count; at += 1) most = Math.max(most, scores[at] ?? 0)
  let sum = 0
  for (let at = start; at < start + count; at += 1) {
    const value = Math.exp((scores[at] ?? 0) - most)
    scores[at] = value
    sum += value
  }
  const scale = 1 / sum
  for (let at = start; at < start + count; at += 1) scores[at] = (scores[at] ?? 0) * scale
  return most + Math.log(sum)
}
