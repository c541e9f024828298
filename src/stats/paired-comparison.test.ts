import { describe, expect, it } from 'vitest'
import fixture from '../../test/fixtures/stats/stats.json' with { type: 'json' }
import { exactUpperBound } from './exact-upper-bound.ts'
import { holm } from './holm.ts'
import { mcnemarTest } from './mcnemar-test.ts'
import { newcombeInterval } from './newcombe-interval.ts'
import { nonInferiorityTest } from './non-inferiority-test.ts'
import { powerOfNonInferiority } from './power-of-non-inferiority.ts'
import { randomSource } from './random-source.ts'
import { rowsToShowNonInferiority } from './rows-to-show-non-inferiority.ts'
import { smallestMargin } from './smallest-margin.ts'
import { tangoInterval } from './tango-interval.ts'

describe('McNemar', () => {
  it.each(fixture.mcnemar)(
    'b = $b, c = $c: exact as statsmodels, mid-p by definition',
    ({ b, c, exact, midP }) => {
      expect(mcnemarTest({ b, c }).exact).toBeCloseTo(exact, 10)
      expect(mcnemarTest({ b, c }).midP).toBeCloseTo(midP, 10)
    },
  )

  it('gives the values of decision.md', () => {
    expect(mcnemarTest({ b: 10, c: 7 }).exact).toBeCloseTo(0.629, 3)
    expect(mcnemarTest({ b: 10, c: 7 }).midP).toBeCloseTo(0.481, 3)
    expect(mcnemarTest({ b: 102, c: 71 }).exact).toBeCloseTo(0.022282, 6)
  })

  it('is 1 without discordant rows', () => {
    expect(mcnemarTest({ b: 0, c: 0 })).toEqual({ exact: 1, midP: 1 })
  })
})

describe('interval of a paired difference', () => {
  it.each(fixture.tango)('Tango of b = $b, c = $c, n = $n agrees with a numerical likelihood', (row) => {
    const { low, high } = tangoInterval(row)
    expect(low).toBeCloseTo(row.low, 5)
    expect(high).toBeCloseTo(row.high, 5)
  })

  it('gives the intervals of decision.md', () => {
    const small = tangoInterval({ b: 10, c: 7, n: 78 })
    expect([100 * small.low, 100 * small.high].map((points) => points.toFixed(2))).toEqual(['-6.96', '14.82'])
    const large = tangoInterval({ b: 102, c: 71, n: 3080 })
    expect([large.low, large.high].map((rate) => rate.toFixed(6))).toEqual(['0.001713', '0.018598'])
    const other = newcombeInterval({ both: 2762, b: 102, c: 71, n: 3080 })
    expect([other.low, other.high].map((rate) => rate.toFixed(6))).toEqual(['0.001669', '0.018564'])
  })

  it('mirrors when A and B change places, and holds 0 alone in the middle without discordant rows', () => {
    const one = tangoInterval({ b: 12, c: 5, n: 208 })
    const other = tangoInterval({ b: 5, c: 12, n: 208 })
    expect(one.low).toBeCloseTo(-other.high, 12)
    const none = tangoInterval({ b: 0, c: 0, n: 50 })
    expect(none.low).toBeCloseTo(-none.high, 12)
    expect(none.high).toBeGreaterThan(0.05)
  })

  it('refuses more discordant rows than rows', () => {
    expect(() => tangoInterval({ b: 6, c: 5, n: 10 })).toThrow(
      'b + c is 11. Discordant rows cannot be more than the rows compared (10).',
    )
  })
})

describe('not worse by a margin', () => {
  it.each(fixture.nonInferiority)(
    'b = $b, c = $c, n = $n, margin $margin agrees with a numerical likelihood',
    (row) => {
      expect(nonInferiorityTest(row).pValue).toBeCloseTo(row.p, 6)
    },
  )

  it.each([
    { b: 7, c: 10, n: 78, margin: 0.02, p: '0.637' },
    { b: 40, c: 43, n: 1000, margin: 0.02, p: '0.034' },
    { b: 40, c: 43, n: 1000, margin: 0.03, p: '0.002' },
    { b: 8, c: 8, n: 200, margin: 0.03, p: '0.077' },
  ])('gives p = $p of decision.md for b = $b, c = $c, n = $n, margin $margin', ({ p, ...counts }) => {
    expect(nonInferiorityTest(counts).pValue.toFixed(3)).toBe(p)
  })

  it.each([
    { margin: 0.01, n: 299 },
    { margin: 0.02, n: 149 },
    { margin: 0.03, n: 99 },
    { margin: 0.05, n: 59 },
  ])('without a harmful row margin $margin needs $n rows', ({ margin, n }) => {
    expect(nonInferiorityTest({ b: 0, c: 0, n, margin }).guardP).toBeLessThanOrEqual(0.05)
    expect(nonInferiorityTest({ b: 0, c: 0, n: n - 1, margin }).guardP).toBeGreaterThan(0.05)
    expect(exactUpperBound({ successes: 0, trials: n })).toBeLessThanOrEqual(margin)
    expect(exactUpperBound({ successes: 0, trials: n - 1 })).toBeGreaterThan(margin)
  })

  it('asks the guard only where one of the two counts is 0', () => {
    expect(nonInferiorityTest({ b: 3, c: 1, n: 100, margin: 0.03 }).guardP).toBeNull()
    expect(nonInferiorityTest({ b: 0, c: 4, n: 100, margin: 0.03 }).guardP).toBeGreaterThan(0.5)
  })

  it('bounds the difference from above where it says "worse"', () => {
    expect(nonInferiorityTest({ b: 2, c: 40, n: 300, margin: 0.03 }).upperBound).toBeLessThan(-0.03)
  })

  const boundary = [60, 300, 1000].flatMap((n) =>
    [0.02, 0.05].flatMap((margin) => [0.01, 0.05].map((useful) => ({ n, margin, useful }))),
  )
  it.each(boundary)(
    'errs at most 6.2 % of 2,000 draws at the boundary of the null (n = $n, margin $margin, $useful in its favour)',
    ({ n, margin, useful }) => {
      const random = randomSource(11)
      let claims = 0
      for (let draw = 0; draw < 2000; draw += 1) {
        const counts = { b: 0, c: 0 }
        for (let row = 0; row < n; row += 1) {
          const u = random.next()
          if (u < useful + margin) counts.c += 1
          else if (u < 2 * useful + margin) counts.b += 1
        }
        const { pValue, guardP } = nonInferiorityTest({ ...counts, n, margin })
        if (Math.max(pValue, guardP ?? 0) <= 0.05) claims += 1
      }
      expect(claims / 2000).toBeLessThanOrEqual(0.062)
    },
  )
})

describe('what rows can show', () => {
  it('has power .48 at margin .03 and .84 at .05 with 300 rows, one in ten discordant', () => {
    expect(powerOfNonInferiority({ n: 300, discordance: 0.1, margin: 0.03 })).toBeCloseTo(0.48, 2)
    expect(powerOfNonInferiority({ n: 300, discordance: 0.1, margin: 0.05 })).toBeCloseTo(0.84, 2)
  })

  it('shows 13.1 points with the 78 rows of the worked case', () => {
    expect(smallestMargin({ n: 78, discordance: 17 / 78 })).toBeCloseTo(0.131, 3)
    expect(smallestMargin({ n: 1, discordance: 1 })).toBeCloseTo(2.486, 3)
  })

  it('counts the rows for a margin by the formula', () => {
    // (1.6449 + .8416)² · .1 / .03² = 686.9
    expect(rowsToShowNonInferiority({ discordance: 0.1, difference: 0, margin: 0.03 })).toBe(687)
    // (2.4865)² · (.1 − .0001) / .02² = 1544.1
    expect(rowsToShowNonInferiority({ discordance: 0.1, difference: -0.01, margin: 0.03 })).toBe(1545)
    expect(rowsToShowNonInferiority({ discordance: 0.1, difference: -0.03, margin: 0.03 })).toBeNull()
  })

  it.each([
    [2, 1.54],
    [3, 1.85],
    [4, 2.07],
  ])('opening %i of a test set needs %d times the rows', (opening, factor) => {
    const rows = (alpha: number) =>
      rowsToShowNonInferiority({ discordance: 1, difference: 0, margin: 0.001, alpha }) ?? 0
    expect(rows(0.05 / opening ** 2) / rows(0.05)).toBeCloseTo(factor, 2)
  })
})

describe('Holm', () => {
  it('adjusts as statsmodels does, in the order given', () => {
    const { adjusted, rejected } = holm(fixture.holm.p)
    expect(adjusted.map((p) => p.toFixed(10))).toEqual(fixture.holm.adjusted.map((p) => p.toFixed(10)))
    expect(rejected).toEqual([true, false, false, true])
  })

  it('keeps a claim of p = .0336 alone and leaves it open as the first of two', () => {
    expect(holm([0.0336]).rejected).toEqual([true])
    expect(holm([0.0336, 0.2]).rejected).toEqual([false, false])
  })
})
