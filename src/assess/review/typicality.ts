/**
 * How typical each vector is of all: its mean similarity to the pool, no less than 0. For unit vectors that is the dot
 * product with the pool's mean, so it takes one pass.
 *
 * @returns one number in [0, 1] a row.
 * @see Settles & Craven 2008, EMNLP (information density)
 */
export function typicality(vectors: Float32Array, dimensions: number): Float64Array {
  const rows = Math.floor(vectors.length / dimensions)
  const mean = new Float64Array(dimensions)
  for (const [at, value] of vectors.entries()) mean[at % dimensions] = (mean[at % dimensions] ?? 0) + value
  return Float64Array.from({ length: rows }, (_, row) => {
    let similarity = 0
    for (let at = 0; at < dimensions; at += 1)
      similarity += ((vectors[row * dimensions + at] ?? 0) * (mean[at] ?? 0)) / rows
    return Math.max(0, similarity)
  })
}
