import { alphaOfOpening, isSpent } from '../data/seal/alpha-of-opening.ts'
import { countOf, type DataCheck } from './finding.ts'
import { fewestRows, rateMetrics } from './measure-enough.ts'

/** Power below which a margin is as likely missed as shown. */
const lowPower = 0.5

/** Whether these test rows can show anything: the target, the margin. */
export const checkEnoughRows: DataCheck = (facts) => [
  ...checkTooFewRows(facts),
  ...checkMargin(facts),
  ...checkSpent(facts),
]

const checkTooFewRows: DataCheck = ({ task, enough, openings }) => {
  if (enough.labelMore === undefined) return []
  const needed = fewestRows(task, alphaOfOpening(Math.max(1, openings)))
  const what = rateMetrics.includes(task.success.quality.metric)
    ? `even all right would not show ${enough.canShow.target}`
    : 'an interval would be descriptive only'
  return [
    {
      check: 'too-few-test-rows',
      severity: 'blocker',
      count: enough.rows,
      rows: [],
      message: `${countOf(enough.rows, 'test row')} cannot show anything: ${what}. It takes ${needed}.`,
      next: `Label ${enough.labelMore} more test rows.`,
    },
  ]
}

const checkMargin: DataCheck = ({ task, enough }) => {
  // Rows that only one has right are a notion of rates; means are planned from what validation shows.
  if (!rateMetrics.includes(task.success.quality.metric)) return []
  if (enough.labelMore !== undefined || enough.powerAtMargin >= lowPower) return []
  const { notWorseBy } = task.success.quality
  return [
    {
      check: 'low-power',
      severity: 'note',
      count: enough.rows,
      rows: [],
      message: `${countOf(enough.rows, 'test row')} show a margin of ${notWorseBy} with power ${enough.powerAtMargin.toFixed(2)} between equal candidates; the smallest margin they show with power .80 is ${enough.smallestDifference.toFixed(3)}.`,
      next: 'Label more test rows, or set success.quality.notWorseBy to what you could live with.',
    },
  ]
}

const checkSpent: DataCheck = ({ openings }) => {
  if (!isSpent(openings + 1)) return []
  return [
    {
      check: 'spent-test-set',
      severity: 'warning',
      count: openings,
      rows: [],
      message: `This test set was opened ${openings} times. Verdicts of new candidates on it are exploratory.`,
      next: 'Label fresh test rows.',
    },
  ]
}
