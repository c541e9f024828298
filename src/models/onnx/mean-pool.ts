/**
 * The mean of the vectors of a text's tokens, scaled to length 1 (a zero vector stays zero).
 *
 * @param tokens token vectors one after the other, padding left out.
 * @param dimensions numbers a vector.
 */
export function meanPool(tokens: Float32Array, dimensions: number): Float32Array {
  const sums = new Float64Array(dimensions)
  for (let start = 0; start < tokens.length; start += dimensions) {
    for (let index = 0; index < dimensions; index += 1) {
      sums[index] = (sums[index] ?? 0) + (tokens[start + index] ?? 0)
    }
  }
  // Dividing by the number of tokens first would change nothing: only the direction is kept.
  const length = Math.sqrt(sums.reduce((total, value) => total + value * value, 0))
  return Float32Array.from(sums, (value) => (length === 0 ? 0 : value / length))
}
