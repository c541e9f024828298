import { countLabels } from './count-labels.ts'
import type { DataCheck } from './finding.ts'

/** Whether there is more than one label to tell apart. */
export const checkOneLabel: DataCheck = ({ pool }) => {
  const [label, ...others] = countLabels(pool).keys()
  if (label === undefined || others.length > 0) return []
  return [
    {
      check: 'one-label',
      severity: 'blocker',
      count: pool.length,
      rows: [],
      message: `Every train row has the label "${label}". There is nothing to tell apart.`,
      next: 'Add rows of the other labels, or check that data.fields.expected names the right field.',
    },
  ]
}
