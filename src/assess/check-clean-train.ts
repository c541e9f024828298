import { countLabels } from './count-labels.ts'
import { countOf, type DataCheck } from './finding.ts'

/** Whether anything to learn from is left once twins of test rows are out. */
export const checkCleanTrain: DataCheck = ({ clean, task, pool }) => {
  if (clean.excluded.length === 0) return []
  const isClassification = task.kind === 'classification'
  const labels = countLabels(clean.train).size
  const hasLostLabels = isClassification && labels < 2 && countLabels(pool).size >= 2
  if (clean.train.length > 0 && clean.validation.length > 0 && !hasLostLabels) return []
  const left = hasLostLabels && clean.train.length > 0 ? 'rows of one label only' : 'no rows'
  return [
    {
      check: 'no-clean-train',
      severity: 'blocker',
      count: clean.excluded.length,
      rows: clean.excluded.slice(0, 50).map(({ id }) => id),
      message: `Without the ${countOf(clean.excluded.length, 'row')} that are twins of test rows, train or validation has ${left}.`,
      next: 'Collect fresh test rows, or give one `examples:` file and let crossover draw the split.',
    },
  ]
}
