import { DataError } from '../errors.ts'
import { assertInteger } from './assert-count.ts'

/** One of the k nearest vectors to a query. */
export interface Neighbour {
  /** Position among the vectors. */
  row: number
  /** Dot product; the cosine when both are of unit length. */
  similarity: number
}

/**
 * The k vectors with the largest dot product with each query, best first, ties by row; all of them when there are fewer.
 * An exhaustive scan, which is exact and fast below a million vectors.
 *
 * @param search with `vectors` as rows × dimensions, row-major, and `queries` the same.
 * @throws DataError when they are not whole rows.
 */
export function nearestNeighbours(search: {
  queries: Float32Array
  vectors: Float32Array
  dimensions: number
  k: number
}): Neighbour[][] {
  const { queries, vectors, dimensions, k } = search
  assertInteger('k', k, 1)
  assertInteger('dimensions', dimensions, 1)
  const rows = wholeRows('vectors', vectors, dimensions)
  const similarities = new Float32Array(rows)
  return Array.from({ length: wholeRows('queries', queries, dimensions) }, (_, query) => {
    const start = query * dimensions
    fillSimilarities(similarities, queries.subarray(start, start + dimensions), vectors)
    return largest(similarities, k)
  })
}

function wholeRows(name: string, numbers: Float32Array, dimensions: number): number {
  if (numbers.length % dimensions === 0) return numbers.length / dimensions
  throw new DataError(`${name} holds ${numbers.length} numbers. It must be whole rows of ${dimensions}.`)
}

function fillSimilarities(similarities: Float32Array, query: Float32Array, vectors: Float32Array): void {
  const dimensions = query.length
  for (let row = 0; row < similarities.length; row += 1) {
    similarities[row] = dot(query, vectors, row * dimensions)
  }
}

/** Four sums side by side: one alone would wait for itself at each addition. */
function dot(query: Float32Array, vectors: Float32Array, start: number): number {
  const whole = query.length - (query.length % 4)
  let [one, two, three, four] = [0, 0, 0, 0]
  for (let at = 0; at < whole; at += 4) {
    one += (query[at] ?? 0) * (vectors[start + at] ?? 0)
    two += (query[at + 1] ?? 0) * (vectors[start + at + 1] ?? 0)
    three += (query[at + 2] ?? 0) * (vectors[start + at + 2] ?? 0)
    four += (query[at + 3] ?? 0) * (vectors[start + at + 3] ?? 0)
  }
  for (let at = whole; at < query.length; at += 1) one += (query[at] ?? 0) * (vectors[start + at] ?? 0)
  return one + two + three + four
}

/** The k largest by insertion into a short sorted list: few rows get past its last entry. */
function largest(similarities: Float32Array, k: number): Neighbour[] {
  const best: Neighbour[] = []
  for (let row = 0; row < similarities.length; row += 1) {
    const similarity = similarities[row] ?? 0
    if (best.length === k && similarity <= (best[k - 1]?.similarity ?? 0)) continue
    let place = best.length
    while (place > 0 && (best[place - 1]?.similarity ?? 0) < similarity) place -= 1
    best.splice(place, 0, { row, similarity })
    if (best.length > k) best.pop()
  }
  return best
}
