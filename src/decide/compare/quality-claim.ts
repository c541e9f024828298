import { scorerOf } from '../../scorers/scorer-of.ts'
import { bcaInterval, bcaTail, bootstrapDistribution } from '../../stats/bootstrap-distribution.ts'
import { exactLowerBound } from '../../stats/exact-lower-bound.ts'
import { exactRateTest } from '../../stats/exact-rate-test.ts'
import { exactUpperBound } from '../../stats/exact-upper-bound.ts'
import { minimumRowsForTarget } from '../../stats/minimum-rows-for-target.ts'
import { countRight, rightShare, type Arm, type DecisionRules } from '../arm.ts'
import { canGate } from './can-gate.ts'

/** Clause Q of an arm: is its quality at least the target? */
export interface QualityClaim {
  pValue: number
  value: number
  /** One-sided 95 % bounds. */
  lowerBound: number
  upperBound: number
  /** Too low beyond doubt: the upper bound is below the target. */
  fails: boolean
}

type Rules = Pick<DecisionRules, 'metric' | 'target' | 'seed'>

/** Exact test of a rate against the target; BCa bootstrap for other metrics (decision.md §4). */
export function claimQuality(arm: Pick<Arm, 'rows'>, rules: Rules): QualityClaim {
  return rules.metric === 'accuracy' ? claimRate(arm, rules) : claimScore(arm, rules)
}

/** Rows below which no result can show the target (decision.md §5, row 1). */
export function rowsForAnyClaim(target: number): number {
  return minimumRowsForTarget(target)
}

function claimRate(arm: Pick<Arm, 'rows'>, { target }: Rules): QualityClaim {
  const sample = { successes: countRight(arm), trials: arm.rows.length }
  if (sample.trials === 0) return { pValue: 1, value: 0, lowerBound: 0, upperBound: 1, fails: false }
  const upperBound = exactUpperBound(sample)
  return {
    pValue: exactRateTest({ ...sample, target }),
    value: rightShare(arm),
    lowerBound: exactLowerBound(sample),
    upperBound,
    fails: upperBound < target,
  }
}

function claimScore({ rows }: Pick<Arm, 'rows'>, { metric, target, seed }: Rules): QualityClaim {
  const { score } = scorerOf(metric)
  const distribution = bootstrapDistribution({ rows, statistic: score, seed })
  const { low, high } = bcaInterval(distribution, 0.9)
  const gates = canGate(rows)
  return {
    pValue: gates ? bcaTail(distribution, target) : 1,
    value: distribution.value,
    lowerBound: low,
    upperBound: high,
    fails: gates && high < target,
  }
}
