import { countLabels } from './count-labels.ts'
import { type DataCheck, percentOf } from './finding.ts'
import { targetOf } from './measure-enough.ts'

/** From here on one label is the news: always answering it scores that much. */
const dominantShare = 0.5
/** The largest label against the smallest. */
const largestRatio = 20

/** Whether one label outweighs the others, and whether always answering it would reach the target. */
export const checkLabelBalance: DataCheck = ({ pool, task }) => {
  if (task.kind !== 'classification') return []
  const counts = [...countLabels(pool)].toSorted(([, one], [, other]) => other - one)
  const [largest, smallest] = [counts[0], counts.at(-1)]
  if (largest === undefined || smallest === undefined || counts.length < 2) return []
  const share = largest[1] / pool.length
  const isTarget = task.success.quality.metric === 'accuracy' && share >= targetOf(task)
  const isSkewed =
    share >= Math.max(dominantShare, 1.5 / counts.length) || largest[1] >= largestRatio * smallest[1]
  if (!isTarget && !isSkewed) return []
  const always = `always answering it scores ${percentOf(largest[1], pool.length)}`
  return [
    {
      check: 'label-balance',
      severity: isTarget ? 'warning' : 'note',
      count: largest[1],
      rows: [],
      message: `The label "${largest[0]}" has ${percentOf(largest[1], pool.length)} of the train rows, "${smallest[0]}" ${percentOf(smallest[1], pool.length)}: ${always}${isTarget ? ', which is the target' : ''}.`,
      next: isTarget
        ? 'Set a target above that, or judge by macroF1, where every label counts the same.'
        : 'Judge by macroF1 if the small labels matter as much; label rows of these next.',
    },
  ]
}
