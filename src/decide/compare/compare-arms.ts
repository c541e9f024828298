import type { Comparison } from '../../contracts/report.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { bcaInterval, bcaTail } from '../../stats/bootstrap-distribution.ts'
import { mcnemarTest } from '../../stats/mcnemar-test.ts'
import { nonInferiorityTest } from '../../stats/non-inferiority-test.ts'
import { pairedDistribution } from '../../stats/paired-bootstrap.ts'
import { tangoInterval } from '../../stats/tango-interval.ts'
import type { Arm, DecisionRules } from '../arm.ts'
import { canGate } from './can-gate.ts'
import { pairedCounts } from './paired-counts.ts'

/** A comparison and the p of its non-inferiority clause, guard included. */
export interface ArmComparison {
  comparison: Comparison
  nonInferiorP: number
}

type Tested = Pick<Comparison, 'difference' | 'test' | 'pValue' | 'midP'> & {
  nonInferiorP: number
  /** One-sided 95 % upper bound of the difference. */
  upperBound: number
}

/**
 * Arm a against arm b on the same rows (decision.md §4). Rates: exact McNemar, Tango's interval, Tango's one-sided test
 * of "a is not worse by the margin", with the guard where b or c is 0. Other metrics: paired BCa bootstrap.
 */
export function compareArms(a: Arm, b: Arm, rules: DecisionRules): ArmComparison {
  const counts = pairedCounts(a, b)
  const tested = rules.metric === 'accuracy' ? compareRates(counts, rules) : compareScores(a, b, rules)
  const { nonInferiorP, upperBound, ...shown } = tested
  return {
    nonInferiorP,
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

function compareRates(counts: ReturnType<typeof pairedCounts>, { margin }: DecisionRules): Tested {
  const { exact, midP } = mcnemarTest(counts)
  const { pValue, guardP, upperBound } = nonInferiorityTest({ ...counts, margin })
  return {
    difference: { value: (counts.b - counts.c) / counts.n, ...tangoInterval(counts) },
    test: 'exact McNemar',
    pValue: exact,
    midP,
    nonInferiorP: Math.max(pValue, guardP ?? 0),
    upperBound,
  }
}

function compareScores(a: Arm, b: Arm, { metric, margin, seed }: DecisionRules): Tested {
  const { score } = scorerOf(metric)
  const distribution = pairedDistribution({ a: a.rows, b: b.rows, statistic: score, seed })
  const better = bcaTail(distribution, 0)
  const gates = canGate(a.rows)
  return {
    difference: { value: distribution.value, ...bcaInterval(distribution, 0.95) },
    test: 'paired bootstrap (BCa)',
    pValue: Math.min(1, 2 * Math.min(better, 1 - better)),
    nonInferiorP: gates ? bcaTail(distribution, -margin) : 1,
    upperBound: gates ? bcaInterval(distribution, 0.9).high : 1,
  }
}
