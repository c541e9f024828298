import { countLabels } from './count-labels.ts'
import { countOf, type DataCheck, findingOfRows, listShort } from './finding.ts'

/** Test rows with a label that no candidate has heard of. */
export const checkUnknownLabels: DataCheck = ({ pool, split, task }) => {
  const known = new Set([...countLabels(pool).keys(), ...Object.keys(task.labels)])
  const rows = split.test.filter((row) => !known.has(row.expected))
  if (rows.length === 0) return []
  const labels = [...countLabels(rows).keys()]
  return [
    findingOfRows(rows, {
      check: 'unknown-label',
      severity: 'blocker',
      message: `${countOf(rows.length, 'test row')} ${rows.length === 1 ? 'has' : 'have'} a label that neither train nor \`labels:\` has: ${listShort(labels)}. No candidate can answer it.`,
      next: 'Add train rows with it, or define it under `labels:`; a misspelt label is corrected in the file.',
    }),
  ]
}
