import { logGamma } from './log-gamma.ts'

/** A point x in [0, 1] of the Beta(a, b) distribution, a and b > 0. */
export interface BetaPoint {
  x: number
  a: number
  b: number
}

/**
 * Regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) variable is at most x.
 * Continued fraction by the modified Lentz method, on the side where it converges fast.
 *
 * @see Press et al., Numerical Recipes 3rd ed., §6.4
 */
export function incompleteBeta({ x, a, b }: BetaPoint): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction({ x, a, b })) / a
    : 1 - (front * continuedFraction({ x: 1 - x, a: b, b: a })) / b
}

function continuedFraction({ x, a, b }: BetaPoint): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= maxTerms; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

// It converges in about √max(a, b) terms: enough for ten million rows.
const maxTerms = 20_000
