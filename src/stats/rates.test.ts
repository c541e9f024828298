import { describe, expect, it } from 'vitest'
import fixture from '../../test/fixtures/stats/stats.json' with { type: 'json' }
import { binomialProbability } from './binomial-probability.ts'
import { exactLowerBound } from './exact-lower-bound.ts'
import { exactRateTest } from './exact-rate-test.ts'
import { exactUpperBound } from './exact-upper-bound.ts'
import { lowestPassing } from './lowest-passing.ts'
import { minimumRowsForTarget } from './minimum-rows-for-target.ts'
import { rowsToShowRate } from './rows-to-show-rate.ts'
import { wilsonInterval } from './wilson-interval.ts'

describe('intervals of a rate', () => {
  it.each(fixture.wilson)('Wilson of $successes/$trials is that of statsmodels', (row) => {
    const { low, high } = wilsonInterval(row)
    expect(low).toBeCloseTo(row.low, 10)
    expect(high).toBeCloseTo(row.high, 10)
  })

  it.each(fixture.clopperPearson)(
    'exact bounds of $successes/$trials at 97.5 % are those of statsmodels',
    (row) => {
      expect(exactLowerBound({ ...row, confidence: 0.975 })).toBeCloseTo(row.low, 10)
      expect(exactUpperBound({ ...row, confidence: 0.975 })).toBeCloseTo(row.high, 10)
    },
  )

  it('gives the one-sided bounds of the worked case: 66 and 63 of 78', () => {
    const exact = (successes: number) => [
      exactLowerBound({ successes, trials: 78 }).toFixed(3),
      exactUpperBound({ successes, trials: 78 }).toFixed(3),
    ]
    expect(exact(66)).toEqual(['0.763', '0.909'])
    expect(exact(63)).toEqual(['0.719', '0.878'])
  })

  it('puts the one-sided upper bound of 258/300 below .90', () => {
    expect(exactUpperBound({ successes: 258, trials: 300 })).toBeCloseTo(0.8918, 3)
  })

  it('says which number is wrong', () => {
    expect(() => wilsonInterval({ successes: 11, trials: 10 })).toThrow(
      'successes is 11. It must be an integer between 0 and trials (10).',
    )
    expect(() => exactLowerBound({ successes: 0, trials: 0 })).toThrow(
      'trials is 0. It must be an integer of at least 1.',
    )
  })
})

describe('coverage by exact enumeration', () => {
  it.each([10, 60, 200])(
    'one-sided exact bounds at n = %i hold the rate at least 95 %% of the time everywhere',
    (trials) => {
      const bounds = Array.from({ length: trials + 1 }, (_, successes) => ({
        low: exactLowerBound({ successes, trials }),
        high: exactUpperBound({ successes, trials }),
      }))
      for (let rate = 0.005; rate < 1; rate += 0.005) {
        expect(
          coverage({ trials, rate, holds: (x) => (bounds[x]?.low ?? 1) <= rate }),
        ).toBeGreaterThanOrEqual(0.95 - 1e-9)
        expect(
          coverage({ trials, rate, holds: (x) => (bounds[x]?.high ?? 0) >= rate }),
        ).toBeGreaterThanOrEqual(0.95 - 1e-9)
      }
    },
  )

  it.each([60, 200, 1000])(
    'Wilson at n = %i is within a point of 95 %% on average over neighbouring rates',
    (trials) => {
      const intervals = Array.from({ length: trials + 1 }, (_, successes) =>
        wilsonInterval({ successes, trials }),
      )
      for (const [from, to] of [
        [0.45, 0.55],
        [0.87, 0.93],
        [0.98, 0.995],
      ] as const) {
        const rates = Array.from({ length: 101 }, (_, step) => from + ((to - from) * step) / 100)
        const mean =
          rates.reduce((sum, rate) => {
            const holds = (x: number) => (intervals[x]?.low ?? 1) <= rate && rate <= (intervals[x]?.high ?? 0)
            return sum + coverage({ trials, rate, holds })
          }, 0) / rates.length
        expect(Math.abs(mean - 0.95)).toBeLessThan(0.01)
      }
    },
  )

  it('Wilson covers .978 at n = 60, p = .99: no interval of a count is exact at every rate', () => {
    const holds = (successes: number) => {
      const { low, high } = wilsonInterval({ successes, trials: 60 })
      return low <= 0.99 && 0.99 <= high
    }
    expect(coverage({ trials: 60, rate: 0.99, holds })).toBeCloseTo(0.978, 3)
  })
})

describe('"at least the target"', () => {
  it('gives the p values of decision.md', () => {
    expect(exactRateTest({ successes: 66, trials: 78, target: 0.8 })).toBeCloseTo(0.192, 3)
    expect(exactRateTest({ successes: 63, trials: 78, target: 0.8 })).toBeCloseTo(0.5, 3)
    expect(exactRateTest({ successes: 918, trials: 1000, target: 0.9 })).toBeCloseTo(0.0299, 4)
    expect(exactRateTest({ successes: 184, trials: 200, target: 0.9 })).toBeCloseTo(0.207, 3)
  })

  it('needs 188 of 200 and 279 of 300 to show .90, and cannot show it with 28', () => {
    expect(lowestPassing({ n: 200, target: 0.9 })).toBe(188)
    expect(lowestPassing({ n: 300, target: 0.9 })).toBe(279)
    expect(lowestPassing({ n: 28, target: 0.9 })).toBeNull()
    expect(lowestPassing({ n: 29, target: 0.9 })).toBe(29)
  })

  it.each([
    [0.8, 14],
    [0.9, 29],
    [0.95, 59],
    [0.99, 299],
  ])('a target of %d needs at least %i rows', (target, rows) => {
    expect(minimumRowsForTarget(target)).toBe(rows)
    expect(lowestPassing({ n: rows, target })).toBe(rows)
    expect(lowestPassing({ n: rows - 1, target })).toBeNull()
  })

  it('counts the rows that would show it: 463 alone, 581 with two claims open, 1,365 from .92', () => {
    expect(rowsToShowRate({ rate: 66 / 78, target: 0.8 })).toBe(463)
    expect(rowsToShowRate({ rate: 66 / 78, target: 0.8, alpha: 0.025 })).toBe(581)
    expect(rowsToShowRate({ rate: 0.92, target: 0.9 })).toBe(1365)
  })

  it('approximates beyond 100,000 rows: within .1 % of the 243,946 that the exact test needs from .9017', () => {
    const rows = rowsToShowRate({ rate: 0.9017, target: 0.9, alpha: 0.025 }) ?? 0
    expect(Math.abs(rows / 243_946 - 1)).toBeLessThan(0.001)
    expect(rowsToShowRate({ rate: 0.9003, target: 0.9, alpha: 0.025 })).toBeGreaterThan(7_000_000)
  })

  it('knows that no number of rows shows a rate at or below the target', () => {
    expect(rowsToShowRate({ rate: 0.9, target: 0.9 })).toBeNull()
  })

  it('refuses a target of 95', () => {
    expect(() => exactRateTest({ successes: 1, trials: 2, target: 95 })).toThrow(
      'target is 95. It must be greater than 0 and less than 1.',
    )
  })
})

function coverage(question: { trials: number; rate: number; holds: (successes: number) => boolean }): number {
  let sum = 0
  for (let successes = 0; successes <= question.trials; successes += 1) {
    if (question.holds(successes)) sum += binomialProbability({ ...question, successes })
  }
  return sum
}
