import { exactLowerBound } from '../../stats/exact-lower-bound.ts'
import { exactRateTest } from '../../stats/exact-rate-test.ts'
import { exactUpperBound } from '../../stats/exact-upper-bound.ts'
import { minimumRowsForTarget } from '../../stats/minimum-rows-for-target.ts'
import { countRight, rightShare, type Arm, type DecisionRules } from '../arm.ts'

/** Clause Q of an arm: is its quality at least the target? */
export interface QualityClaim {
  pValue: number
  value: number
  /** One-sided 95 % bounds (Clopper–Pearson). */
  lowerBound: number
  upperBound: number
  /** Too low beyond doubt: the upper bound is below the target. */
  fails: boolean
}

/** Exact test of a rate against the target (decision.md §4). */
export function claimQuality(
  arm: Pick<Arm, 'rows'>,
  { target }: Pick<DecisionRules, 'target'>,
): QualityClaim {
  const sample = { successes: countRight(arm), trials: arm.rows.length }
  const upperBound = exactUpperBound(sample)
  return {
    pValue: exactRateTest({ ...sample, target }),
    value: rightShare(arm),
    lowerBound: exactLowerBound(sample),
    upperBound,
    fails: upperBound < target,
  }
}

/** Rows below which no result can show the target (decision.md §5, row 1). */
export function rowsForAnyClaim(target: number): number {
  return minimumRowsForTarget(target)
}
