import { expect, it } from 'vitest'
import fixture from '../../test/fixtures/stats/stats.json' with { type: 'json' }
import { betaQuantile } from './beta-quantile.ts'
import { binomialProbability } from './binomial-probability.ts'
import { binomialUpperTail } from './binomial-upper-tail.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { logGamma } from './log-gamma.ts'
import { normalCdf } from './normal-cdf.ts'
import { normalQuantile } from './normal-quantile.ts'

it.each(fixture.logGamma)("logGamma($x) is SciPy's gammaln", ({ x, value }) => {
  expect(logGamma(x)).toBeCloseTo(value, 9)
})

it.each(fixture.incompleteBeta)("incompleteBeta($x; $a, $b) is SciPy's betainc", ({ value, ...point }) => {
  expect(relativeError(incompleteBeta(point), value)).toBeLessThan(1e-8)
})

it.each(fixture.betaQuantile)("betaQuantile($p; $a, $b) is SciPy's betaincinv", ({ value, ...point }) => {
  expect(relativeError(betaQuantile(point), value)).toBeLessThan(1e-8)
})

it.each(fixture.normalCdf)("normalCdf($z) is SciPy's norm.cdf, tails included", ({ z, value }) => {
  expect(relativeError(normalCdf(z), value)).toBeLessThan(1e-11)
})

it.each(fixture.normalQuantile)("normalQuantile($p) is SciPy's norm.ppf", ({ p, value }) => {
  expect(normalQuantile(p)).toBeCloseTo(value, 11)
})

it.each(fixture.binomialUpperTail)(
  "P(Bin($trials, $rate) ≥ $successes) is SciPy's",
  ({ value, ...sample }) => {
    expect(relativeError(binomialUpperTail(sample), value)).toBeLessThan(1e-10)
  },
)

it.each(fixture.binomialProbability)(
  "P(Bin($trials, $rate) = $successes) is SciPy's",
  ({ value, ...sample }) => {
    expect(relativeError(binomialProbability(sample), value)).toBeLessThan(1e-10)
  },
)

it('refuses a probability that is none', () => {
  expect(() => betaQuantile({ p: 1.2, a: 1, b: 1 })).toThrow('p is 1.2. It must be between 0 and 1.')
  expect(() => normalQuantile(0)).toThrow('p is 0. It must be greater than 0 and less than 1.')
})

function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual / expected - 1)
}
