import type { VectorRows } from './kernel-matrix.ts'

/** Clusters of unit vectors. */
export interface Clustering {
  /** Cluster of each row. */
  clusterOf: Int32Array
  /** Row nearest to each cluster's centre. */
  centres: number[]
}

const mostRounds = 30

/**
 * Spherical k-means of unit vectors, started from farthest points, so it is deterministic and needs no seed: the first
 * centre is the row nearest to the mean, each next one the row farthest from all centres so far.
 *
 * @see Gonzalez 1985 for the start; Dhillon & Modha 2001 for the clustering
 */
export function kMeans({ vectors, dimensions }: VectorRows, clusters: number): Clustering {
  const rows = vectors.length / dimensions
  const rowAt = (row: number): Float32Array => vectors.subarray(row * dimensions, (row + 1) * dimensions)
  let centres = farthestRows({ rows, rowAt, dimensions }, Math.min(clusters, rows)).map(rowAt)
  let clusterOf = new Int32Array(rows)
  for (let round = 0; round < mostRounds; round += 1) {
    const next = Int32Array.from({ length: rows }, (_, row) => nearestOf(centres, rowAt(row)))
    const isSame = round > 0 && next.every((cluster, row) => cluster === clusterOf[row])
    clusterOf = next
    if (isSame) break
    centres = centres.map((centre, cluster) => {
      const members = [...clusterOf.keys()].filter((row) => clusterOf[row] === cluster)
      return members.length === 0 ? centre : unitMean(members.map(rowAt), dimensions)
    })
  }
  return {
    clusterOf,
    centres: centres.map((centre) =>
      nearestOf(
        Array.from({ length: rows }, (_, row) => rowAt(row)),
        centre,
      ),
    ),
  }
}

interface Rows {
  rows: number
  rowAt: (row: number) => Float32Array
  dimensions: number
}

function farthestRows({ rows, rowAt, dimensions }: Rows, count: number): number[] {
  const all = Array.from({ length: rows }, (_, row) => rowAt(row))
  const chosen = [nearestOf(all, unitMean(all, dimensions))]
  const nearest = new Float64Array(rows).fill(-Infinity)
  while (chosen.length < count) {
    const last = rowAt(chosen.at(-1) ?? 0)
    let farthest = 0
    for (let row = 0; row < rows; row += 1) {
      nearest[row] = Math.max(nearest[row] ?? 0, dotProduct(last, rowAt(row)))
      if ((nearest[row] ?? 0) < (nearest[farthest] ?? 0)) farthest = row
    }
    chosen.push(farthest)
  }
  return chosen
}

function nearestOf(centres: readonly Float32Array[], vector: Float32Array): number {
  let best = 0
  let similarity = -Infinity
  for (const [at, centre] of centres.entries()) {
    const value = dotProduct(centre, vector)
    if (value <= similarity) continue
    similarity = value
    best = at
  }
  return best
}

function unitMean(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions)
  for (const vector of vectors) {
    for (let at = 0; at < dimensions; at += 1) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0)
  }
  const length = Math.sqrt(dotProduct(mean, mean))
  return length === 0 ? mean : mean.map((value) => value / length)
}

function dotProduct(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
