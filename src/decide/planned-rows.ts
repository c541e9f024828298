import type { Arm, DecisionRules } from './arm.ts'
import { compareArms } from './compare/compare-arms.ts'
import { claimQuality } from './compare/quality-claim.ts'
import { larger, rowsForForm, rowsForMargin, rowsForTarget } from './rows-needed.ts'

/** A finalist's answers on validation rows. */
export type ValidationArm = Pick<Arm, 'name' | 'rows'> & Partial<Pick<Arm, 'hard'>>

/** What a finalist's claims need, by its validation rows; `null`: validation says that no number of rows shows them. */
export interface PlannedArm {
  name: string
  rows: number | null
}

/**
 * Test rows that the claims of these finalists need (decision.md §2.3): for each the larger of what its target, its margin
 * and the form of its answers need by §6, from its validation score and its discordance with the reference on validation rows that both answered; an
 * advantage counts as 0. All at α over the claims.
 */
export function plannedRows(
  arms: readonly ValidationArm[],
  reference: ValidationArm | undefined,
  rules: DecisionRules,
): PlannedArm[] {
  const alpha = rules.alpha / Math.max(1, arms.length)
  return arms
    .filter(({ rows }) => rows.length > 0)
    .map((arm) => {
      const quality = rowsForTarget(claimQuality(arm, rules), rules, alpha)
      const compared = compareOnShared(arm, reference, rules)
      const difference = Math.min(compared?.gain ?? 0, 0)
      const margin = rowsForMargin(compared, { margin: rules.margin, alpha, difference })
      const form = rowsForForm({ rows: arm.rows, hard: arm.hard ?? [] })
      return { name: arm.name, rows: larger(larger(quality, margin), form) }
    })
}

function compareOnShared(arm: ValidationArm, reference: ValidationArm | undefined, rules: DecisionRules) {
  if (reference === undefined || reference.name === arm.name) return undefined
  const answered = new Set(reference.rows.map(({ id }) => id))
  const rows = arm.rows.filter(({ id }) => answered.has(id))
  if (rows.length === 0) return undefined
  const own = new Map(reference.rows.map((row) => [row.id, row]))
  const twins = rows.flatMap(({ id }) => own.get(id) ?? [])
  return compareArms({ name: arm.name, rows }, { name: reference.name, rows: twins }, rules)
}
