import { expect, it } from 'vitest'
import { percentileOf, percentileRanks, percentileUpperRank, valueAtRank } from './percentile-interval.ts'

it.each([
  { n: 100, low: 90, high: 100, upper: 99 },
  { n: 200, low: 184, high: 197, upper: 196 },
  { n: 300, low: 277, high: 293, upper: 292 },
  { n: 1000, low: 936, high: 964, upper: 962 },
])('p95 of $n values: ranks $low to $high, one-sided $upper', ({ n, low, high, upper }) => {
  expect(percentileRanks({ n, percentile: 0.95 })).toEqual({ low, high })
  expect(percentileUpperRank({ n, percentile: 0.95 })).toBe(upper)
})

it('cannot bound p95 below 59 values nor p99 below 299', () => {
  expect(percentileUpperRank({ n: 58, percentile: 0.95 })).toBeNull()
  expect(percentileUpperRank({ n: 59, percentile: 0.95 })).toBe(59)
  expect(percentileUpperRank({ n: 298, percentile: 0.99 })).toBeNull()
  expect(percentileUpperRank({ n: 299, percentile: 0.99 })).toBe(299)
  expect(percentileRanks({ n: 58, percentile: 0.95 })).toBeNull()
})

it('takes the nearest rank as the percentile of the values', () => {
  const values = Array.from({ length: 20 }, (_, index) => 20 - index)
  expect(percentileOf(values, 0.95)).toBe(19)
  expect(percentileOf(values, 0.5)).toBe(10)
  expect(percentileOf([7], 0.01)).toBe(7)
  expect(valueAtRank(values, 3)).toBe(3)
  expect(() => percentileOf([], 0.5)).toThrow('number of values is 0. It must be an integer of at least 1.')
})
