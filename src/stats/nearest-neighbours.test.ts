import { expect, it } from 'vitest'
import { nearestNeighbours } from './nearest-neighbours.ts'

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
