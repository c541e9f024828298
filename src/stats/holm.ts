import { assertProbability } from './assert-probability.ts'

/**
 * Holm's step-down correction for several claims.
 *
 * @returns, in the order given, adjusted p values and which hypotheses are rejected at family-wise error `alpha`.
 * @throws DataError when a p value is outside [0, 1].
 * @see Holm 1979, Scandinavian Journal of Statistics 6
 */
export function holm(pValues: readonly number[], alpha = 0.05): { adjusted: number[]; rejected: boolean[] } {
  const ascending = pValues.map((p, index) => ({ p, index })).toSorted((one, other) => one.p - other.p)
  const adjusted = Array.from(pValues, () => 1)
  let largest = 0
  for (const [rank, { p, index }] of ascending.entries()) {
    assertProbability('p value', p)
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)))
    adjusted[index] = largest
  }
  return { adjusted, rejected: adjusted.map((p) => p <= alpha) }
}
