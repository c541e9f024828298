import type { Reason } from '../../contracts/reason.ts'
import type { RowPlan } from '../../contracts/row-plan.ts'
import { countWords } from '../../decide/words/two-digits.ts'

/** Why so many test rows, where validation asked for more than the usual number. */
export function describePlan(plan: RowPlan | undefined): Reason[] {
  if (plan === undefined || plan.planned === null) return []
  const { start, planned, rows, cappedBy } = plan
  if (rows === start && cappedBy === undefined) return []
  const limit = {
    rows: ': there are no more',
    time: ': evaluation.budgetMinutes allows no more',
    money: ': half of evaluation.maxSpendUsd allows no more',
  }
  const capped = cappedBy === undefined ? '' : limit[cappedBy]
  return [
    {
      text: `By validation the claims need ${countWords(planned)} test rows; ${countWords(rows)} were asked${capped}.`,
      figures: [],
    },
  ]
}
