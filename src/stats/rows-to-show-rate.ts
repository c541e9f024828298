import { assertInsideUnit, assertProbability } from './assert-probability.ts'
import { binomialUpperTail } from './binomial-upper-tail.ts'
import { lowestPassing } from './lowest-passing.ts'
import { normalQuantile } from './normal-quantile.ts'

/** Up to so many rows every number is tried. */
const fewForExact = 100_000

/** A claim "at least `target`" when the true rate is `rate`. */
export interface RateClaim {
  rate: number
  target: number
  /** Default 0.05. */
  alpha?: number
  /** Default 0.8. */
  power?: number
}

/**
 * Rows needed in all to show a rate (clause Q of decision.md §6): the smallest n from which the exact test has the power
 * for 25 consecutive n, since exact power is a saw-tooth. Above 100,000 rows the normal approximation, which is within .1 % there.
 *
 * @returns null when the rate is not above the target: no number of rows shows it.
 * @throws DataError when a rate is outside [0, 1] or the target outside (0, 1).
 */
export function rowsToShowRate({ rate, target, alpha = 0.05, power = 0.8 }: RateClaim): number | null {
  assertProbability('rate', rate)
  assertInsideUnit('target', target)
  if (rate <= target) return null
  const approximate = normalApproximation({ rate, target, alpha, power })
  // Exact power is a saw-tooth below the approximation: 1/distance more rows carry it over.
  if (approximate > fewForExact) return Math.ceil(approximate + 1 / (rate - target))
  const hasPower = (n: number): boolean => {
    const successes = lowestPassing({ n, target, alpha })
    return successes !== null && binomialUpperTail({ successes, trials: n, rate }) >= power
  }
  // Well below the approximation, which is within a few per cent where it is large.
  let first = Math.max(1, Math.floor(approximate * (approximate > 5000 ? 0.9 : 0.3)))
  for (;;) {
    const failing = lastFailing(first, hasPower)
    if (failing === null) return first
    first = failing + 1
  }
}

/** The last n of the 25 from `first` without the power: everything up to it can be skipped. */
function lastFailing(first: number, hasPower: (n: number) => boolean): number | null {
  for (let n = first + 24; n >= first; n -= 1) {
    if (!hasPower(n)) return n
  }
  return null
}

/** Without the correction for continuity. */
function normalApproximation({ rate, target, alpha, power }: Required<RateClaim>): number {
  const spread =
    normalQuantile(1 - alpha) * Math.sqrt(target * (1 - target)) +
    normalQuantile(power) * Math.sqrt(rate * (1 - rate))
  return (spread / (rate - target)) ** 2
}
