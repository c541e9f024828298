import { DataError } from '../errors.ts'
import { assertInteger } from './assert-count.ts'
import { nearestNeighbours } from './nearest-neighbours.ts'

/** A vector that was picked, and what it was worth at that moment. */
export interface SpreadPick {
  /** Position among the vectors. */
  row: number
  /** Its weight times its distance (1 − similarity) from the nearest vector covered or picked before. */
  gain: number
}

export interface SpreadQuestion {
  /** Unit vectors end to end, rows × dimensions. */
  vectors: Float32Array
  dimensions: number
  /** At most this many are picked. */
  count: number
  /** What a row is worth by itself, at least 0; 1 for all when absent: then this is farthest-point traversal. */
  weights?: readonly number[]
  /** Unit vectors that are covered already. */
  covered?: Float32Array
}

/**
 * Picks vectors one by one, each time the one with the largest weight × distance from all that is covered or picked;
 * ties go to the earlier row. Vectors that stand where another does are not picked.
 *
 * @throws DataError when the vectors are not whole rows.
 * @see Gonzalez 1985, Theoretical Computer Science 38 (farthest-point traversal)
 */
export function greedySpread(question: SpreadQuestion): SpreadPick[] {
  const { vectors, dimensions, count, weights } = question
  assertInteger('dimensions', dimensions, 1)
  const rows = vectors.length / dimensions
  if (!Number.isInteger(rows))
    throw new DataError(`vectors holds ${vectors.length} numbers. It must be whole rows of ${dimensions}.`)
  const distances = firstDistances(question, rows)
  const picks: SpreadPick[] = []
  while (picks.length < Math.min(count, rows)) {
    const best = largestGain(distances, weights)
    if (best.gain <= smallestGain) break
    picks.push(best)
    keepDistance({ distances, vectors, dimensions, row: best.row })
  }
  return picks
}

/** A vector's similarity to itself is 1 but for rounding. */
const smallestGain = 1e-5

function firstDistances({ vectors, dimensions, covered }: SpreadQuestion, rows: number): Float64Array {
  if (covered === undefined || covered.length === 0) return new Float64Array(rows).fill(1)
  const nearest = nearestNeighbours({ queries: vectors, vectors: covered, dimensions, k: 1 })
  return Float64Array.from(nearest, ([neighbour]) => 1 - (neighbour?.similarity ?? 0))
}

function largestGain(distances: Float64Array, weights: readonly number[] | undefined): SpreadPick {
  let best: SpreadPick = { row: 0, gain: 0 }
  for (const [row, distance] of distances.entries()) {
    const gain = (weights?.[row] ?? 1) * distance
    if (gain > best.gain) best = { row, gain }
  }
  return best
}

/** Lowers each row's distance to that from a newly picked row. */
function keepDistance(state: {
  distances: Float64Array
  vectors: Float32Array
  dimensions: number
  row: number
}): void {
  const { distances, vectors, dimensions } = state
  const picked = vectors.subarray(state.row * dimensions, (state.row + 1) * dimensions)
  for (let row = 0; row < distances.length; row += 1) {
    let similarity = 0
    const start = row * dimensions
    for (let at = 0; at < dimensions; at += 1) similarity += (picked[at] ?? 0) * (vectors[start + at] ?? 0)
    distances[row] = Math.min(distances[row] ?? 0, 1 - similarity)
  }
}
