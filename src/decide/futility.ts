import { scorerOf } from '../scorers/scorer-of.ts'
import { exactUpperBound } from '../stats/exact-upper-bound.ts'
import { nonInferiorityTest } from '../stats/non-inferiority-test.ts'
import { countRight, type Arm, type DecisionRules } from './arm.ts'
import { pairedCounts } from './compare/paired-counts.ts'

/**
 * The clause a finalist is bound to fail when all `planned` rows are answered, however well the rest goes (decision.md §2.3); the
 * first `rows` of both arms are answered. `undefined` while it may still pass or stay open, and for scores that are no rates.
 * An arm that is stopped for this would have been out: stopping it changes no verdict.
 */
export function futileClause(
  arm: Pick<Arm, 'name' | 'rows'>,
  reference: Pick<Arm, 'name' | 'rows'> | undefined,
  { planned, ...rules }: Pick<DecisionRules, 'metric' | 'target' | 'margin'> & { planned: number },
): 'quality' | 'non-inferiority' | undefined {
  const left = planned - arm.rows.length
  if (!scorerOf(rules.metric).isRate || left < 0) return undefined
  const best = exactUpperBound({ successes: countRight(arm) + left, trials: planned })
  if (best < rules.target) return 'quality'
  if (reference === undefined || reference.name === arm.name) return undefined
  const { b, c } = pairedCounts(arm, reference, rules)
  const { upperBound } = nonInferiorityTest({ b: b + left, c, n: planned, margin: rules.margin })
  return upperBound < -rules.margin ? 'non-inferiority' : undefined
}
