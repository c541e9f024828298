import type { Comparison } from '../../contracts/report.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { bcaInterval, bcaTail, deviationPerCluster } from '../../stats/bootstrap-distribution.ts'
import { mcnemarTest } from '../../stats/mcnemar-test.ts'
import { nonInferiorityTest } from '../../stats/non-inferiority-test.ts'
import { pairedDistribution } from '../../stats/paired-bootstrap.ts'
import { tangoInterval } from '../../stats/tango-interval.ts'
import { clusterOf, orientedScore, type Arm, type DecisionRules } from '../arm.ts'
import { canGate } from './can-gate.ts'
import { pairedCounts, type PairedCounts } from './paired-counts.ts'

/** A comparison and the p of its non-inferiority clause, guard included. */
export interface ArmComparison {
  comparison: Comparison
  nonInferiorP: number
  /** How far a is ahead, more being better, whatever the metric's direction. */
  gain: number
  /** Deviation of the paired difference a cluster, for scores that are no rates. */
  deviation?: number
}

type ComparedArm = Pick<Arm, 'name' | 'rows'>

type Tested = Pick<Comparison, 'difference' | 'test' | 'pValue' | 'midP'> &
  Omit<ArmComparison, 'comparison'> & {
    /** One-sided 95 % upper bound of the gain. */
    upperBound: number
  }

/**
 * Arm a against arm b on the same rows (decision.md §4). Rates: exact McNemar, Tango's interval, Tango's one-sided test
 * of "a is not worse by the margin", with the guard where b or c is 0. Other metrics: paired BCa bootstrap by cluster.
 * `difference` is in the metric's own units, so that of edit effort a negative one is good.
 */
export function compareArms(a: ComparedArm, b: ComparedArm, rules: DecisionRules): ArmComparison {
  const counts = pairedCounts(a, b, rules)
  const tested = scorerOf(rules.metric).isRate ? compareRates(counts, rules) : compareScores(a, b, rules)
  const { nonInferiorP, upperBound, gain, deviation, ...shown } = tested
  return {
    nonInferiorP,
    gain,
    ...(deviation === undefined ? {} : { deviation }),
    comparison: {
      a: a.name,
      b: b.name,
      n: counts.n,
      ...shown,
      discordant: [counts.b, counts.c],
      margin: rules.margin,
      nonInferiorP,
      nonInferior:
        nonInferiorP <= rules.alpha ? 'meets' : upperBound < -rules.margin ? 'fails' : 'cannot-say',
    },
  }
}

function compareRates(counts: PairedCounts, { margin }: DecisionRules): Tested {
  const { exact, midP } = mcnemarTest(counts)
  const { pValue, guardP, upperBound } = nonInferiorityTest({ ...counts, margin })
  const gain = (counts.b - counts.c) / counts.n
  return {
    difference: { value: gain, ...tangoInterval(counts) },
    test: 'exact McNemar',
    pValue: exact,
    midP,
    gain,
    nonInferiorP: Math.max(pValue, guardP ?? 0),
    upperBound,
  }
}

function compareScores(a: ComparedArm, b: ComparedArm, rules: DecisionRules): Tested {
  const { sign, statistic } = orientedScore(rules)
  const { seed, margin } = rules
  const distribution = pairedDistribution({ a: a.rows, b: b.rows, statistic, clusterOf, seed })
  const better = bcaTail(distribution, 0)
  const gates = canGate(a.rows, rules)
  const { low, high } = bcaInterval(distribution, 0.95)
  return {
    difference:
      sign === 1
        ? { value: distribution.value, low, high }
        : { value: -distribution.value, low: -high, high: -low },
    test: 'paired bootstrap (BCa)',
    pValue: Math.min(1, 2 * Math.min(better, 1 - better)),
    gain: distribution.value,
    deviation: deviationPerCluster(distribution),
    nonInferiorP: gates ? bcaTail(distribution, -margin) : 1,
    upperBound: gates ? bcaInterval(distribution, 0.9).high : Number.POSITIVE_INFINITY,
  }
}
