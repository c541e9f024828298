import { assertInsideUnit } from './assert-probability.ts'
import { normalCdf } from './normal-cdf.ts'

/**
 * The z below which a standard normal variable falls with probability p: Acklam's rational approximation
 * refined by one Halley step.
 *
 * @throws DataError unless 0 < p < 1.
 */
export function normalQuantile(p: number): number {
  assertInsideUnit('p', p)
  if (p > 0.5) return -normalQuantile(1 - p)
  const start = p < 0.02425 ? tailApproximation(p) : centralApproximation(p)
  const error = (normalCdf(start) - p) * Math.sqrt(2 * Math.PI) * Math.exp((start * start) / 2)
  return start - error / (1 + (start * error) / 2)
}

function tailApproximation(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p))
  const top = polynomial(
    q,
    [
      -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
      2.938163982698783,
    ],
  )
  return (
    top / polynomial(q, [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1])
  )
}

function centralApproximation(p: number): number {
  const q = p - 0.5
  const top = polynomial(
    q * q,
    [
      -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
      -3.066479806614716e1, 2.506628277459239,
    ],
  )
  const bottom = polynomial(
    q * q,
    [
      -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
      -1.328068155288572e1, 1,
    ],
  )
  return (q * top) / bottom
}

/** Horner's rule, the highest power first. */
function polynomial(x: number, factors: readonly number[]): number {
  return factors.reduce((sum, factor) => sum * x + factor, 0)
}
