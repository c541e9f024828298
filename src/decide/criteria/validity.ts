import type { CriterionResult } from '../../contracts/report.ts'
import { exactLowerBound } from '../../stats/exact-lower-bound.ts'
import { exactUpperBound } from '../../stats/exact-upper-bound.ts'
import type { Arm, ArmRow } from '../arm.ts'

/** Name of the criterion in `meets` and among the clauses of a finalist. */
export const validityCriterion = 'validity'

/** Answers in the asked form, and all of them. */
export interface FormCount {
  usable: number
  rows: number
}

/** Counts the rows whose answer was usable before the declared fallback. */
export function countUsable(rows: readonly Pick<ArmRow, 'isUsable'>[]): FormCount {
  return { usable: rows.filter((row) => row.isUsable === true).length, rows: rows.length }
}

/**
 * "At least this share of answers has the asked form": meets when the exact one-sided 95 % lower bound reaches the target, fails
 * when the upper one stays below it. No form is known: cannot say.
 */
export function judgeValidity(target: number, form: FormCount | undefined): CriterionResult {
  const criterion = validityCriterion
  if (form === undefined || form.rows === 0)
    return { criterion, target, value: null, bound: null, result: 'cannot-say' }
  const sample = { successes: form.usable, trials: form.rows }
  const bound = exactLowerBound(sample)
  const result = bound >= target ? 'meets' : exactUpperBound(sample) < target ? 'fails' : 'cannot-say'
  return { criterion, target, value: form.usable / form.rows, bound, result }
}

/** The arm with its rows in place of others: the form of its answers is judged again where it was known. */
export function withRows(arm: Arm, rows: readonly ArmRow[]): Arm {
  const hard = arm.hard.map((judged) =>
    judged.criterion === validityCriterion && judged.value !== null
      ? judgeValidity(judged.target, countUsable(rows))
      : judged,
  )
  return { ...arm, rows, hard }
}
