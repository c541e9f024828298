import type { Comparison } from '../../contracts/report.ts'
import { mcnemarTest } from '../../stats/mcnemar-test.ts'
import { nonInferiorityTest } from '../../stats/non-inferiority-test.ts'
import { tangoInterval } from '../../stats/tango-interval.ts'
import type { Arm, DecisionRules } from '../arm.ts'
import { pairedCounts } from './paired-counts.ts'

/** A comparison and the p of its non-inferiority clause, guard included. */
export interface ArmComparison {
  comparison: Comparison
  /** max of the score test's p and, where b or c is 0, the guard's. */
  nonInferiorP: number
}

/**
 * Arm a against arm b on the same rows: McNemar, Tango's interval of the difference, and "a is not worse by the margin"
 * (decision.md §4).
 */
export function compareArms(a: Arm, b: Arm, rules: Pick<DecisionRules, 'margin' | 'alpha'>): ArmComparison {
  const counts = pairedCounts(a, b)
  const { exact, midP } = mcnemarTest(counts)
  const test = nonInferiorityTest({ ...counts, margin: rules.margin })
  const nonInferiorP = Math.max(test.pValue, test.guardP ?? 0)
  return {
    nonInferiorP,
    comparison: {
      a: a.name,
      b: b.name,
      n: counts.n,
      difference: { value: (counts.b - counts.c) / counts.n, ...tangoInterval(counts) },
      discordant: [counts.b, counts.c],
      test: 'exact McNemar',
      pValue: exact,
      midP,
      margin: rules.margin,
      nonInferiorP,
      nonInferior:
        nonInferiorP <= rules.alpha ? 'meets' : test.upperBound < -rules.margin ? 'fails' : 'cannot-say',
    },
  }
}
