import { describe, expect, it } from 'vitest'
import { exactTrendTest } from './exact-trend-test.ts'
import { holmTestable } from './holm-testable.ts'
import { hypergeometricProbability, hypergeometricUpperTail } from './hypergeometric.ts'

describe('hypergeometric tail', () => {
  it('is Fisher’s tea test: 3 or 4 of 4 cups right by chance', () => {
    const tea = { total: 8, marked: 4, draws: 4 }
    // C(4,3) C(4,1) / C(8,4) = 16/70, and 1/70 for all four.
    expect(hypergeometricProbability(3, tea)).toBeCloseTo(16 / 70, 12)
    expect(hypergeometricUpperTail(3, tea)).toBeCloseTo(17 / 70, 12)
    expect(hypergeometricUpperTail(0, tea)).toBeCloseTo(1, 12)
  })

  it('knows what cannot be', () => {
    expect(hypergeometricProbability(5, { total: 8, marked: 4, draws: 4 })).toBe(0)
    // 6 drawn of 8 with 4 marked: at least 2 are marked.
    expect(hypergeometricProbability(1, { total: 8, marked: 4, draws: 6 })).toBe(0)
  })
})

describe('Holm over claims that could be significant', () => {
  it('leaves out what its margins rule out', () => {
    // At alpha .05: K = 1 has two testable (.001, .04); K = 2 has one (.04 > .025): the first is tested alone.
    const claims = [
      { pValue: 0.03, smallest: 0.001 },
      { pValue: 0.04, smallest: 0.04 },
      { pValue: 0.2, smallest: 0.2 },
    ]
    expect(holmTestable(claims, 0.05)).toEqual([0.03, 1, 1])
  })

  it('is Holm where all could be', () => {
    const claims = [0.01, 0.02].map((pValue) => ({ pValue, smallest: 0.001 }))
    expect(holmTestable(claims, 0.05)).toEqual([0.02, 0.02])
    expect(holmTestable([], 0.05)).toEqual([])
  })
})

describe('exact trend test', () => {
  it('counts the ways by hand: two rows in each of three groups, both wrong ones in the last', () => {
    const groups = [0, 0, 2].map((wrong) => ({ rows: 2, wrong }))
    // Of C(6,2) = 15 ways one gives the largest statistic 4: p = 2/15.
    expect(exactTrendTest(groups).pValue).toBeCloseTo(2 / 15, 12)
    expect(exactTrendTest(groups).direction).toBe(1)
    expect(exactTrendTest(groups.toReversed()).direction).toBe(-1)
  })

  it('adds up ways of one statistic', () => {
    const groups = [1, 0, 1].map((wrong) => ({ rows: 2, wrong }))
    // Statistic 2: (0,2,0) in 1 way, (1,0,1) in 4; at most 2: also (2,0,0) 1 and (1,1,0) 4: 10/15, so is at least 2: p = 1.
    expect(exactTrendTest(groups).pValue).toBe(1)
  })

  it('of two groups is Fisher’s test, twice the tail', () => {
    const groups = [
      { rows: 4, wrong: 1 },
      { rows: 4, wrong: 3 },
    ]
    expect(exactTrendTest(groups).pValue).toBeCloseTo((2 * 17) / 70, 12)
  })
})
