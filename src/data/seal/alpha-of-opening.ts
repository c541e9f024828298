import { DataError } from '../../errors.ts'

/** From the opening after this one on a test set is spent: verdicts on it are exploratory. */
export const lastOpening = 5

/**
 * Level at which claims of the k-th opening of a test set are tested: 5 %/k² (decision.md §3). All openings together err
 * at most 8.2 %, since Σ 1/k² = π²/6.
 *
 * @throws DataError when k is no whole number from 1 on.
 */
export function alphaOfOpening(opening: number): number {
  if (!Number.isInteger(opening) || opening < 1) {
    throw new DataError(`opening is ${opening}. It must be a whole number of at least 1.`)
  }
  return 0.05 / opening ** 2
}

/** Whether verdicts of this opening are exploratory ("label fresh rows"). */
export function isSpent(opening: number): boolean {
  return opening > lastOpening
}
