/** Probability that a standard normal variable is at most z; relative error about 1e-13 in both tails. */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const tail = 0.5 * (x < 2 ? 1 - erfBySeries(x) : erfcByFraction(x))
  return z < 0 ? tail : 1 - tail
}

/** erf x = 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)); every term is positive. */
function erfBySeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

/** erfc x by Laplace's continued fraction x + (1/2)/(x + (2/2)/(x + …)), from the inside out. */
function erfcByFraction(x: number): number {
  let value = x
  for (let n = 80; n >= 1; n -= 1) value = x + n / 2 / value
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / value
}
