import { holm } from './holm.ts'

/** A claim's p value, and the smallest p its margins allow: known before looking at which rows are wrong. */
export interface DiscreteClaim {
  pValue: number
  smallest: number
}

/**
 * Holm's correction over those claims of an exact test that could be significant at all. A word in two rows can never be, and
 * must not make the others pay: with K the least number for which at most K claims have smallest ≤ alpha / K, only those
 * are tested.
 *
 * @returns adjusted p values in the order given; 1 for claims that were not tested.
 * @see Tarone 1990, Biometrics 46
 */
export function holmTestable(claims: readonly DiscreteClaim[], alpha: number): number[] {
  const testable = (k: number) => claims.flatMap(({ smallest }, at) => (smallest <= alpha / k ? [at] : []))
  let k = 1
  while (testable(k).length > k) k += 1
  const tested = testable(k)
  const { adjusted } = holm(tested.map((at) => claims[at]?.pValue ?? 1))
  const all = claims.map(() => 1)
  for (const [rank, at] of tested.entries()) all[at] = adjusted[rank] ?? 1
  return all
}
