import { createMatrixMemory } from './logistic-regression/matrix-multiply.ts'

/** Dot products of a block of queries with a block of vectors: that of each pair lies at row · `width` + query. */
export interface SimilarityBlock {
  firstQuery: number
  queries: number
  firstRow: number
  rows: number
  values: Float32Array
  width: number
}

/** Multiples of 8 and of 4, as the product wants them; a block of vectors and its result stay in the cache. */
const mostQueries = 64
const mostRows = 512

/**
 * Dot products of all queries with all vectors, block by block, rows ascending for each query. A block's values are
 * overwritten by the next. Single precision; a pair's value does not depend on the other pairs.
 *
 * @param search with vectors and queries end to end, `dimensions` numbers each.
 */
export function* blockSimilarities(search: {
  queries: Float32Array
  vectors: Float32Array
  dimensions: number
}): Generator<SimilarityBlock> {
  const { queries, vectors, dimensions } = search
  const operand = mostRows * dimensions
  const result = operand + dimensions * mostQueries
  const memory = createMatrixMemory(result + mostRows * mostQueries)
  const values = memory.floats.subarray(result, result + mostRows * mostQueries)
  const product = { a: 0, rowStep: dimensions, innerStep: 1, b: operand, c: result }
  const all = { queries: queries.length / dimensions, rows: vectors.length / dimensions }
  for (let firstRow = 0; firstRow < all.rows; firstRow += mostRows) {
    const rows = Math.min(mostRows, all.rows - firstRow)
    memory.floats.fill(0, 0, operand)
    memory.floats.set(vectors.subarray(firstRow * dimensions, (firstRow + rows) * dimensions))
    for (let firstQuery = 0; firstQuery < all.queries; firstQuery += mostQueries) {
      const count = Math.min(mostQueries, all.queries - firstQuery)
      const taken = queries.subarray(firstQuery * dimensions, (firstQuery + count) * dimensions)
      transposeInto(memory.floats.subarray(operand, result), taken, dimensions)
      values.fill(0)
      memory.multiplyAdd({ ...product, rows: mostRows, inner: dimensions, columns: mostQueries })
      yield { firstQuery, queries: count, firstRow, rows, values, width: mostQueries }
    }
  }
}

/** Queries as columns; columns without one are 0. */
function transposeInto(target: Float32Array, queries: Float32Array, dimensions: number): void {
  target.fill(0)
  for (const [at, value] of queries.entries()) {
    target[(at % dimensions) * mostQueries + Math.floor(at / dimensions)] = value
  }
}
