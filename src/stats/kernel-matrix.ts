import { createMatrixMemory } from './logistic-regression/matrix-multiply.ts'

/** RBF kernel values of every pair of rows; `width` floats from one row to the next, the diagonal 0. */
export interface KernelMatrix {
  values: Float32Array
  rows: number
  width: number
  /** σ of exp(−d²/2σ²). */
  bandwidth: number
}

/** Vectors end to end: rows × dimensions numbers, row-major. */
export interface VectorRows {
  vectors: Float32Array
  dimensions: number
}

/**
 * RBF kernel of all pairs of rows with the median heuristic: σ is the median distance of distinct rows (of at most
 * 500 rows, evenly spaced), 1 where all are equal. The diagonal is 0: the unbiased estimates leave it out.
 *
 * @see Gretton et al. 2012, JMLR 13, §8 (median heuristic)
 */
export function kernelMatrix({ vectors, dimensions }: VectorRows): KernelMatrix {
  const rows = vectors.length / dimensions
  const { values, width } = squaredDistances({ vectors, dimensions }, rows)
  const bandwidth = medianDistance({ values, rows, width })
  const scale = -1 / (2 * bandwidth * bandwidth)
  for (let row = 0; row < rows; row += 1) {
    for (let at = row * width; at < row * width + rows; at += 1)
      values[at] = Math.exp(scale * (values[at] ?? 0))
    values[row * width + row] = 0
  }
  return { values, rows, width, bandwidth }
}

function squaredDistances({ vectors, dimensions }: VectorRows, rows: number) {
  const height = Math.ceil(rows / 4) * 4
  const width = Math.ceil(rows / 8) * 8
  const transposed = height * dimensions
  const start = transposed + dimensions * width
  const memory = createMatrixMemory(start + height * width)
  const { floats } = memory
  floats.set(vectors)
  for (let row = 0; row < rows; row += 1) {
    for (let at = 0; at < dimensions; at += 1)
      floats[transposed + at * width + row] = vectors[row * dimensions + at] ?? 0
  }
  const operands = { a: 0, rowStep: dimensions, innerStep: 1, b: transposed, c: start }
  memory.multiplyAdd({ ...operands, rows: height, inner: dimensions, columns: width })
  const values = floats.subarray(start, start + height * width)
  const norms = Float64Array.from({ length: rows }, (_, row) => values[row * width + row] ?? 0)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < rows; column += 1) {
      const at = row * width + column
      values[at] = Math.max(0, (norms[row] ?? 0) + (norms[column] ?? 0) - 2 * (values[at] ?? 0))
    }
  }
  return { values, width }
}

const mostRowsOfMedian = 500

function medianDistance({ values, rows, width }: Omit<KernelMatrix, 'bandwidth'>): number {
  const step = Math.max(1, rows / mostRowsOfMedian)
  const chosen = Array.from({ length: Math.min(rows, mostRowsOfMedian) }, (_, at) => Math.floor(at * step))
  const distances = chosen.flatMap((row, place) =>
    chosen.slice(place + 1).flatMap((column) => {
      const square = values[row * width + column] ?? 0
      return square > 1e-9 ? [square] : []
    }),
  )
  const sorted = Float64Array.from(distances).sort()
  return Math.sqrt(sorted[Math.floor(sorted.length / 2)] ?? 1)
}
