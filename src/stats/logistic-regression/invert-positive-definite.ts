/**
 * Inverse of a symmetric positive definite matrix, n × n row-major, by Cholesky. A ridge of 1e-6 of the mean diagonal keeps
 * a matrix of lower rank invertible.
 */
export function invertPositiveDefinite(matrix: Float64Array, n: number): Float64Array {
  const inverseFactor = invertLower(choleskyFactor(matrix, n), n)
  const inverse = new Float64Array(n * n)
  for (let k = 0; k < n; k += 1) {
    for (let row = 0; row <= k; row += 1) {
      const value = inverseFactor[k * n + row] ?? 0
      for (let column = 0; column <= k; column += 1) {
        inverse[row * n + column] =
          (inverse[row * n + column] ?? 0) + value * (inverseFactor[k * n + column] ?? 0)
      }
    }
  }
  return inverse
}

/** Lower triangular L with L · Lᵀ = matrix + ridge. */
function choleskyFactor(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n)
  let ridge = 0
  for (let at = 0; at < n; at += 1) ridge += ((matrix[at * n + at] ?? 0) * 1e-6) / n
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * n + column] ?? 0
      for (let k = 0; k < column; k += 1) sum -= (factor[row * n + k] ?? 0) * (factor[column * n + k] ?? 0)
      factor[row * n + column] =
        row === column ? Math.sqrt(Math.max(sum + ridge, ridge)) : sum / (factor[column * n + column] ?? 1)
    }
  }
  return factor
}

function invertLower(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  for (let column = 0; column < n; column += 1) {
    inverse[column * n + column] = 1 / (factor[column * n + column] ?? 1)
    for (let row = column + 1; row < n; row += 1) {
      let sum = 0
      for (let k = column; k < row; k += 1) sum -= (factor[row * n + k] ?? 0) * (inverse[k * n + column] ?? 0)
      inverse[row * n + column] = sum / (factor[row * n + row] ?? 1)
    }
  }
  return inverse
}
