/** Vectors one after the other, row-major. */
export function concatenated(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const all = new Float32Array(vectors.length * dimensions)
  for (const [row, vector] of vectors.entries()) all.set(vector, row * dimensions)
  return all
}
