import type { Metric } from '../../contracts/task.ts'
import type { ArmRow } from '../../decide/arm.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { isUsable } from '../../evaluate/is-usable.ts'
import { scoredRowOf } from '../../evaluate/scored-row-of.ts'
import { measureRows } from '../../scorers/scorer-of.ts'

/** Answered rows as a verdict compares them. */
export function armRows(answered: readonly AnsweredRow[], metric: Metric): ArmRow[] {
  return measureRows(metric, answered.map(armRow))
}

function armRow(entry: AnsweredRow) {
  const { id, group } = entry.row
  return {
    id,
    ...scoredRowOf(entry),
    isUsable: isUsable(entry.prediction),
    ...(group === undefined ? {} : { cluster: group }),
  }
}
