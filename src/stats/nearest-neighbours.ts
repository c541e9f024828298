import { DataError } from '../errors.ts'
import { assertInteger } from './assert-count.ts'
import { blockSimilarities, type SimilarityBlock } from './block-similarities.ts'

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
  const asked = wholeRows('queries', queries, dimensions)
  if (asked >= fewestOfBlocks) return nearestByBlocks(search, asked)
  const similarities = new Float32Array(rows)
  return Array.from({ length: asked }, (_, query) => {
    const start = query * dimensions
    fillSimilarities(similarities, queries.subarray(start, start + dimensions), vectors)
    return largest(similarities, k)
  })
}

/** Below this many queries a block costs more than it saves. */
const fewestOfBlocks = 16

/** The same for many queries, in matrix products: ten times as fast, sums rounded to single precision. */
function nearestByBlocks(search: Parameters<typeof nearestNeighbours>[0], asked: number): Neighbour[][] {
  const found = Array.from({ length: asked }, (): Neighbour[] => [])
  for (const block of blockSimilarities(search)) {
    const asking = found.slice(block.firstQuery, block.firstQuery + block.queries)
    for (const [query, best] of asking.entries()) insertBlock(best, { block, query, k: search.k })
  }
  return found
}

function insertBlock(
  best: Neighbour[],
  { block, query, k }: { block: SimilarityBlock; query: number; k: number },
): void {
  const { rows, firstRow, values, width } = block
  for (let row = 0; row < rows; row += 1) {
    const similarity = values[row * width + query] ?? 0
    if (isAmong(best, similarity, k)) insert(best, { row: firstRow + row, similarity }, k)
  }
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

function largest(similarities: Float32Array, k: number): Neighbour[] {
  const best: Neighbour[] = []
  for (let row = 0; row < similarities.length; row += 1) {
    const similarity = similarities[row] ?? 0
    if (isAmong(best, similarity, k)) insert(best, { row, similarity }, k)
  }
  return best
}

/** Whether a similarity is one of the k largest so far; few are. */
function isAmong(best: readonly Neighbour[], similarity: number, k: number): boolean {
  return best.length < k || similarity > (best[k - 1]?.similarity ?? 0)
}

/** Into a short list, best first, of at most k. */
function insert(best: Neighbour[], found: Neighbour, k: number): void {
  let place = best.length
  while (place > 0 && (best[place - 1]?.similarity ?? 0) < found.similarity) place -= 1
  best.splice(place, 0, found)
  if (best.length > k) best.pop()
}
