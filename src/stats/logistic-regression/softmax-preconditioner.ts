import { invertPositiveDefinite } from './invert-positive-definite.ts'
import type { LogisticProblem } from './logistic-model.ts'
import { createMatrixMemory } from './matrix-multiply.ts'

/**
 * An approximate inverse Hessian of `softmaxObjective`: p(1 − p) · XᵀX / rows + λ, with p = 1 / classes, is the block of one
 * class at zero weights. Embeddings vary much more in some directions than in others; dividing that out halves the
 * iterations.
 *
 * @returns a function from a gradient-shaped vector ((dimensions + 1) × classes) to the product.
 * @see Böhning 1992, Annals of the Institute of Statistical Mathematics 44
 */
export function softmaxPreconditioner(problem: LogisticProblem): (vector: Float64Array) => Float64Array {
  const { classes } = problem
  const size = problem.dimensions + 1
  const width = Math.ceil(size / 8) * 8
  const columns = Math.ceil(classes / 8) * 8
  const operand = width * width
  const result = operand + width * columns
  const memory = createMatrixMemory(result + width * columns)
  const inverse = invertPositiveDefinite(blockOfHessian(problem, gramMatrix(problem)), size)
  for (let row = 0; row < size; row += 1) {
    memory.floats.set(inverse.subarray(row * size, (row + 1) * size), row * width)
  }
  return (vector) => {
    for (let row = 0; row < size; row += 1) {
      memory.floats.set(vector.subarray(row * classes, (row + 1) * classes), operand + row * columns)
    }
    memory.floats.fill(0, result)
    memory.multiplyAdd({
      a: 0,
      rowStep: width,
      innerStep: 1,
      b: operand,
      c: result,
      rows: width,
      inner: width,
      columns,
    })
    return Float64Array.from(
      vector,
      (_, at) => memory.floats[result + Math.floor(at / classes) * columns + (at % classes)] ?? 0,
    )
  }
}

/** XᵀX with a constant 1 as the last feature, (dimensions + 1)² numbers. */
function gramMatrix({ features, rows, dimensions }: LogisticProblem): Float64Array {
  const size = dimensions + 1
  const width = Math.ceil(size / 8) * 8
  const gram = blockRows * width
  const { floats, ...memory } = createMatrixMemory(gram + width * width)
  const sums = new Float64Array(size * size)
  for (let first = 0; first < rows; first += blockRows) {
    floats.fill(0)
    for (let row = first; row < Math.min(first + blockRows, rows); row += 1) {
      const to = (row - first) * width
      floats.set(features.subarray(row * dimensions, (row + 1) * dimensions), to)
      floats[to + dimensions] = 1
    }
    const product = { a: 0, rowStep: 1, innerStep: width, b: 0, c: gram }
    memory.multiplyAdd({ ...product, rows: width, inner: blockRows, columns: width })
    for (let at = 0; at < sums.length; at += 1) {
      sums[at] = (sums[at] ?? 0) + (floats[gram + Math.floor(at / size) * width + (at % size)] ?? 0)
    }
  }
  return sums
}

const blockRows = 256

function blockOfHessian(
  { rows, classes, dimensions, l2 }: LogisticProblem,
  gram: Float64Array,
): Float64Array {
  const size = dimensions + 1
  const spread = (classes - 1) / classes ** 2
  return gram.map((value, at) => {
    const isPenalised = Math.floor(at / size) === at % size && at < dimensions * size
    return (spread * value) / rows + (isPenalised ? l2 : 0)
  })
}
