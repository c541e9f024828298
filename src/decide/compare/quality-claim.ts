import { scorerOf } from '../../scorers/scorer-of.ts'
import {
  bcaInterval,
  bcaTail,
  bootstrapDistribution,
  deviationPerCluster,
} from '../../stats/bootstrap-distribution.ts'
import { exactLowerBound } from '../../stats/exact-lower-bound.ts'
import { exactRateTest } from '../../stats/exact-rate-test.ts'
import { exactUpperBound } from '../../stats/exact-upper-bound.ts'
import { minimumRowsForTarget } from '../../stats/minimum-rows-for-target.ts'
import { clusterOf, countRight, orientedScore, type Arm, type DecisionRules } from '../arm.ts'
import { canGate, fewestClusters } from './can-gate.ts'

/** Clause Q of an arm: does its quality reach the target? */
export interface QualityClaim {
  pValue: number
  value: number
  /** The value with more being better, for ranking. */
  merit: number
  /** One-sided 95 % bounds, in the metric's units: the cautious one first, whichever direction is good. */
  cautiousBound: number
  hopefulBound: number
  /** Beyond doubt on the wrong side of the target. */
  fails: boolean
  /** Deviation a cluster, for scores that are no rates. */
  deviation?: number
}

type Rules = Pick<DecisionRules, 'metric' | 'target' | 'seed'>

/** Exact test of a rate against the target; BCa bootstrap for other metrics (decision.md §4). */
export function claimQuality(arm: Pick<Arm, 'rows'>, rules: Rules): QualityClaim {
  if (arm.rows.length === 0)
    return {
      pValue: 1,
      value: 0,
      merit: Number.NEGATIVE_INFINITY,
      cautiousBound: 0,
      hopefulBound: 1,
      fails: false,
    }
  return scorerOf(rules.metric).isRate ? claimRate(arm, rules) : claimScore(arm, rules)
}

/**
 * Rows below which no result can show the target (decision.md §5, row 1): of a rate, where even all right would not do;
 * of other scores, 30, below which an interval describes only.
 */
export function rowsForAnyClaim({ metric, target }: Pick<Rules, 'metric' | 'target'>): number {
  return scorerOf(metric).isRate ? minimumRowsForTarget(target) : fewestClusters
}

function claimRate(arm: Pick<Arm, 'rows'>, { target }: Rules): QualityClaim {
  const sample = { successes: countRight(arm), trials: arm.rows.length }
  const hopefulBound = exactUpperBound(sample)
  return {
    pValue: exactRateTest({ ...sample, target }),
    value: sample.successes / sample.trials,
    merit: sample.successes / sample.trials,
    cautiousBound: exactLowerBound(sample),
    hopefulBound,
    fails: hopefulBound < target,
  }
}

function claimScore({ rows }: Pick<Arm, 'rows'>, rules: Rules): QualityClaim {
  const { sign, statistic } = orientedScore(rules)
  const distribution = bootstrapDistribution({ rows, statistic, clusterOf, seed: rules.seed })
  const { low, high } = bcaInterval(distribution, 0.9)
  const gates = canGate(rows, rules)
  const target = sign * rules.target
  return {
    pValue: gates ? bcaTail(distribution, target) : 1,
    value: sign * distribution.value,
    merit: distribution.value,
    cautiousBound: sign * low,
    hopefulBound: sign * high,
    fails: gates && high < target,
    deviation: deviationPerCluster(distribution),
  }
}
