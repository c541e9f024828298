import { assertPairedCounts } from './assert-count.ts'
import { assertInsideUnit } from './assert-probability.ts'
import { binomialUpperTail } from './binomial-upper-tail.ts'
import { normalCdf } from './normal-cdf.ts'
import { tangoInterval } from './tango-interval.ts'
import { type PairedCounts, tangoStatistic } from './tango-statistic.ts'

/** What the same rows say about "A is not worse than B by `margin`". */
export interface NonInferiority {
  /** One-sided p of Tango's score test of H0: rate of A − rate of B ≤ −margin. */
  pValue: number
  /**
   * Only where the score test cannot be trusted because b or c is 0: P(Bin(n, margin) ≤ c), which is at most α exactly
   * when the Clopper–Pearson upper 1 − α bound of the harmful rate c/n is at most the margin. The claim needs both.
   */
  guardP: number | null
  /** One-sided upper bound of the difference; "A is worse by the margin" when it is below −margin. */
  upperBound: number
}

/**
 * The one-sided paired non-inferiority test (decision.md §4).
 *
 * @throws DataError when the counts do not fit or the margin is outside (0, 1).
 * @see Tango 1998, Statistics in Medicine 17
 */
export function nonInferiorityTest({
  margin,
  confidence = 0.95,
  ...counts
}: PairedCounts & { margin: number; confidence?: number }): NonInferiority {
  assertPairedCounts(counts)
  assertInsideUnit('margin', margin)
  return {
    pValue: tangoNonInferiorityP({ ...counts, margin }),
    guardP: Math.min(counts.b, counts.c) > 0 ? null : harmfulRateP({ ...counts, margin }),
    upperBound: tangoInterval({ ...counts, confidence: 2 * confidence - 1 }).high,
  }
}

/** One-sided p of Tango's score test of H0: rate of A − rate of B ≤ −margin. */
export function tangoNonInferiorityP({ margin, ...counts }: PairedCounts & { margin: number }): number {
  return normalCdf(-tangoStatistic({ ...counts, difference: -margin }))
}

function harmfulRateP({ c, n, margin }: PairedCounts & { margin: number }): number {
  return 1 - binomialUpperTail({ successes: c + 1, trials: n, rate: margin })
}
