import { expect, it } from 'vitest'
import { nearestNeighbours } from './nearest-neighbours.ts'
import { randomSource } from './random-source.ts'

const vectors = Float32Array.from([1, 0, 0, 1, 0.6, 0.8, -1, 0, 1, 0])

it('finds the k most similar vectors, best first, ties by row', () => {
  const [first, second] = nearestNeighbours({
    queries: Float32Array.from([1, 0, 0, 1]),
    vectors,
    dimensions: 2,
    k: 3,
  })
  expect(first?.map(({ row }) => row)).toEqual([0, 4, 2])
  expect(first?.[2]?.similarity).toBeCloseTo(0.6, 6)
  expect(second?.map(({ row }) => row)).toEqual([1, 2, 0])
})

it('gives all there are when k is larger, and adds up dimensions that are no multiple of four', () => {
  const query = Float32Array.from([1, 2, 3, 4, 5])
  const found = nearestNeighbours({ queries: query, vectors: query, dimensions: 5, k: 9 })
  expect(found).toEqual([[{ row: 0, similarity: 55 }]])
})

it('refuses half a row', () => {
  expect(() => nearestNeighbours({ queries: new Float32Array(3), vectors, dimensions: 2, k: 1 })).toThrow(
    'queries holds 3 numbers. It must be whole rows of 2.',
  )
})

it('gives for many queries together what it gives for each alone', () => {
  const random = randomSource(4)
  const numbers = (rows: number) => Float32Array.from({ length: rows * 7 }, () => random.next() - 0.5)
  const [many, queries] = [numbers(1100), numbers(150)]
  // A long vector that is there twice: the earlier one first.
  many.fill(2, 0, 7)
  many.set(many.subarray(0, 7), 900 * 7)
  queries.set(many.subarray(0, 7), 70 * 7)
  const search = { vectors: many, dimensions: 7, k: 4 }
  const together = nearestNeighbours({ ...search, queries })
  expect(together).toHaveLength(150)
  expect(together[70]?.slice(0, 2).map(({ row }) => row)).toEqual([0, 900])
  for (const [query, found] of together.entries()) {
    const [alone = []] = nearestNeighbours({
      ...search,
      queries: queries.subarray(query * 7, query * 7 + 7),
    })
    expect(found.map(({ row }) => row)).toEqual(alone.map(({ row }) => row))
    for (const [at, { similarity }] of found.entries())
      expect(similarity).toBeCloseTo(alone[at]?.similarity ?? 0, 5)
  }
})
