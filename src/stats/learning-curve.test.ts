import { describe, expect, test } from 'vitest'
import { type CurvePoint, forecastDoubling } from './learning-curve.ts'

/** decision.md §8: error of the head on banking77 at 160 … 5,120 rows. */
const banking = [0.495, 0.349, 0.212, 0.142, 0.1, 0.083].map((error, at): CurvePoint => ({
  rows: 160 * 2 ** at,
  error,
  tested: 3080,
}))

function gainOf(points: readonly CurvePoint[]) {
  const found = forecastDoubling(points)
  if (found.result !== 'gain') throw new Error(found.reason)
  return found
}

describe('what a doubling of rows gains', () => {
  test('a power law goes on: errors .4 .2 .1 promise .05 more', () => {
    const points = [0.4, 0.2, 0.1].map((error, at) => ({ rows: 100 * 2 ** at, error, tested: 100_000 }))
    const { low, high, backtestError } = gainOf(points)
    // 5 points, ± 1.5; no earlier triple to be tried on.
    expect(low).toBeCloseTo(0.035, 10)
    expect(high).toBeCloseTo(0.065, 10)
    expect(backtestError).toBeNull()
  })

  test('nothing is said while the curve steepens', () => {
    expect(forecastDoubling(banking.slice(0, 3))).toEqual({
      result: 'cannot-say',
      reason: 'the curve still steepens',
    })
  })

  test('the interval holds what came next, at each size of banking77 where one is given', () => {
    for (const count of [4, 5]) {
      const found = gainOf(banking.slice(0, count))
      const gained = (banking[count - 1]?.error ?? 0) - (banking[count]?.error ?? 0)
      expect(gained).toBeGreaterThanOrEqual(found.low)
      expect(gained).toBeLessThanOrEqual(found.high)
    }
  })

  // The line through .142 .100 .083 promises .0617 next; after .212 .142 .100 it promised .0681 for .083, 1.5 points too few.
  test('is no narrower than the worst earlier forecast', () => {
    const found = gainOf(banking)
    expect(found.backtestError).toBeCloseTo(0.0149, 3)
    expect((found.low + found.high) / 2).toBeCloseTo(0.083 - 0.0617, 3)
    expect(found.high - found.low).toBeGreaterThanOrEqual(0.03)
  })

  test('two sizes say nothing; no error left gains nothing', () => {
    expect(forecastDoubling(banking.slice(0, 2))).toEqual({
      result: 'cannot-say',
      reason: '3 sizes are needed, 2 can be tried',
    })
    const perfect = [0.2, 0.1, 0].map((error, at) => ({ rows: 100 * 2 ** at, error, tested: 500 }))
    expect(forecastDoubling(perfect)).toMatchObject({ result: 'gain', low: 0 })
  })
})
