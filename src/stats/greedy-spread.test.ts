import { expect, test } from 'vitest'
import { greedySpread } from './greedy-spread.ts'

const onCircle = (...degrees: number[]) =>
  Float32Array.from(degrees.flatMap((at) => [Math.cos((at * Math.PI) / 180), Math.sin((at * Math.PI) / 180)]))
const rowsOf = (question: Parameters<typeof greedySpread>[0]) => greedySpread(question).map(({ row }) => row)

test('goes to the farthest from what is covered, then to the farthest from all that is', () => {
  const vectors = onCircle(10, 90, 100, 180)
  const picks = greedySpread({ vectors, dimensions: 2, count: 4, covered: onCircle(0) })
  expect(picks.map(({ row }) => row)).toEqual([3, 1, 0, 2])
  // 180° from 0°: 1 − cos 180° = 2; then 90° from both: 1; then 1 − cos 10° twice.
  expect(picks.map(({ gain }) => Number(gain.toFixed(4)))).toEqual([2, 1, 0.0152, 0.0152])
})

test('a weight multiplies the distance, and a row without weight is never picked', () => {
  expect(rowsOf({ vectors: onCircle(0, 60, 90), dimensions: 2, count: 3, weights: [1, 0.5, 0] })).toEqual([
    0, 1,
  ])
})

test('a vector that stands where another does is not picked', () => {
  expect(rowsOf({ vectors: onCircle(0, 0, 0), dimensions: 2, count: 3 })).toEqual([0])
  expect(() => greedySpread({ vectors: onCircle(0), dimensions: 3, count: 1 })).toThrow('whole rows of 3')
})
