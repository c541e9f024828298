import { assertProbability } from './assert-probability.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/**
 * The x at which I_x(a, b) = p: quantile of the Beta(a, b) distribution, by bisection to the last digit.
 *
 * @throws DataError when p is outside [0, 1].
 */
export function betaQuantile({ p, a, b }: { p: number; a: number; b: number }): number {
  assertProbability('p', p)
  if (p === 0) return 0
  if (p === 1) return 1
  let low = 0
  let high = 1
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step += 1) {
    const middle = (low + high) / 2
    if (incompleteBeta({ x: middle, a, b }) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
