/** n rows answered by A and B: b only A has right, c only B has right. */
export interface PairedCounts {
  b: number
  c: number
  n: number
}

/**
 * Tango's score statistic of H0: rate of A − rate of B = `difference`. Standard normal under H0; large when A is
 * better than H0 says.
 *
 * @see Tango 1998, Statistics in Medicine 17
 */
export function tangoStatistic({ b, c, n, difference }: PairedCounts & { difference: number }): number {
  const distance = b - c - n * difference
  if (distance === 0) return 0
  return distance / Math.sqrt(n * varianceUnder({ b, c, n, difference }))
}

/** Variance of one row's difference when the rate of "only B" is its maximum-likelihood value under H0. */
function varianceUnder({ b, c, n, difference }: PairedCounts & { difference: number }): number {
  const spread = difference * (1 - difference)
  const linear = -b - c + (2 * n - b + c) * difference
  const root = Math.sqrt(Math.max(0, linear * linear + 8 * n * c * spread))
  const onlyB = Math.max(0, -difference, (root - linear) / (4 * n))
  return Math.max(0, 2 * onlyB + spread)
}
