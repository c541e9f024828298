/**
 * Natural logarithm of Γ(x) for x > 0; relative error about 1e-14 (Lanczos, g = 7, nine terms).
 *
 * @see Press et al., Numerical Recipes 3rd ed., §6.1
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const base = shifted + 7.5
  const series = coefficients.reduce((sum, value, index) => sum + value / (shifted + index + 1), leading)
  return halfLogTwoPi + (shifted + 0.5) * Math.log(base) - base + Math.log(series)
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)
const leading = 0.99999999999980993
const coefficients = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
