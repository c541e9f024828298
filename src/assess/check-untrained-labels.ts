import { fewTrainRows } from './check-rare-labels.ts'
import { countLabels } from './count-labels.ts'
import { countOf, type DataCheck, findingOfRows, listShort } from './finding.ts'

/** Test rows with a label that is defined in the task file and has no train row. */
export const checkUntrainedLabels: DataCheck = ({ pool, split, task }) => {
  const trained = countLabels(pool)
  const rows = split.test.filter(
    (row) => !trained.has(row.expected) && Object.hasOwn(task.labels, row.expected),
  )
  if (rows.length === 0) return []
  const labels = [...countLabels(rows).keys()]
  return [
    findingOfRows(rows, {
      check: 'untrained-label',
      severity: 'warning',
      message: `${countOf(rows.length, 'test row')} ${rows.length === 1 ? 'has' : 'have'} a label without a train row: ${listShort(labels)}. Only a prompt can answer it.`,
      next: `Label at least ${fewTrainRows} train rows of each.`,
    }),
  ]
}
