import { scorerOf } from '../scorers/scorer-of.ts'
import { rowsToShowMean } from '../stats/rows-to-show-mean.ts'
import { rowsToShowNonInferiority } from '../stats/rows-to-show-non-inferiority.ts'
import { rowsToShowRate } from '../stats/rows-to-show-rate.ts'
import type { Arm, DecisionRules } from './arm.ts'
import type { ArmComparison } from './compare/compare-arms.ts'
import type { QualityClaim } from './compare/quality-claim.ts'
import { countUsable, validityCriterion } from './criteria/validity.ts'

/**
 * Rows needed in all to show the target at power .8, if the rows to come are like these: of a rate by its exact test, of other
 * scores by the spread the bootstrap found. `null` when it is not beyond the target: no number of rows shows it.
 */
export function rowsForTarget(
  quality: Pick<QualityClaim, 'value' | 'deviation'>,
  { metric, target }: Pick<DecisionRules, 'metric' | 'target'>,
  alpha: number,
): number | null {
  const { isRate, higherIsBetter } = scorerOf(metric)
  if (isRate) return rowsToShowRate({ rate: quality.value, target, alpha })
  const distance = higherIsBetter ? quality.value - target : target - quality.value
  return rowsToShowMean({ deviation: quality.deviation ?? 0, distance, alpha })
}

/**
 * Rows needed in all to show "not worse by the margin" at the observed discordance and the given true difference; 0 for the
 * reference, which has no comparison. Where b or c is 0 the guard of decision.md §4 needs its rows too: the rate of harmful
 * rows must be shown to be at most the margin.
 */
export function rowsForMargin(
  compared: ArmComparison | undefined,
  claim: { margin: number; alpha: number; difference: number },
): number | null {
  if (compared === undefined) return 0
  const { margin, alpha, difference } = claim
  const { comparison, deviation } = compared
  if (deviation !== undefined) return rowsToShowMean({ deviation, distance: margin + difference, alpha })
  const { discordant, n } = comparison
  const [b, c] = discordant
  const rows = rowsToShowNonInferiority({ discordance: (b + c) / n, difference, margin, alpha })
  if (Math.min(b, c) > 0) return rows
  return larger(rows, rowsToShowRate({ rate: 1 - c / n, target: 1 - margin, alpha }))
}

/**
 * Rows needed in all to show that answers have the asked form, at power .8 and the 5 % of a hard criterion; `null` when too few of
 * them have it, 0 where it is not asked for, or not known: no row tells then.
 */
export function rowsForForm({ hard, rows }: Pick<Arm, 'hard' | 'rows'>): number | null {
  const asked = hard.find(({ criterion }) => criterion === validityCriterion)
  if (asked === undefined || asked.value === null) return 0
  const form = countUsable(rows)
  return rowsToShowRate({ rate: form.usable / form.rows, target: asked.target })
}

/** The larger of two numbers of rows; `null` where either is: what no rows show stays so. */
export function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b)
}
