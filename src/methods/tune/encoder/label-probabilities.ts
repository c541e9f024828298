/** Softmax of logits divided by a temperature: probabilities that sum to 1. */
export function labelProbabilities(logits: Float32Array, temperature: number): Float32Array {
  const most = logits.reduce((best, value) => Math.max(best, value), -Infinity)
  const weights = Float64Array.from(logits, (value) => Math.exp((value - most) / temperature))
  const total = weights.reduce((sum, value) => sum + value, 0)
  return Float32Array.from(weights, (value) => value / total)
}

/** Position of the greatest number, the first of equals. */
export function greatest(values: ArrayLike<number>): number {
  let best = 0
  for (let at = 1; at < values.length; at += 1) if ((values[at] ?? 0) > (values[best] ?? 0)) best = at
  return best
}
