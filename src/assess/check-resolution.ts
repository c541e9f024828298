import { countOf, type DataCheck } from './finding.ts'
import { rateMetrics } from './measure-enough.ts'

/**
 * What difference the test rows can show of a score that is no rate (f1, chrF …). Scores of a row lie between 0 and 1, so
 * the variance of a difference is at most its mean size: with 10 points between two candidates on the average row the
 * margin shown with power .80 is at most 2.486 √(.1/n), the same figure as for rates with one row in ten discordant.
 */
export const checkResolution: DataCheck = ({ task, enough }) => {
  const { metric } = task.success.quality
  if (rateMetrics.includes(metric) || enough.labelMore !== undefined) return []
  const points = (100 * enough.smallestDifference).toFixed(1)
  return [
    {
      check: 'resolution',
      severity: 'note',
      count: enough.rows,
      rows: [],
      message: `${countOf(enough.rows, 'test row')} can tell apart two candidates that are ${points} points of ${metric} apart (power .80), if their scores of one row differ by 10 points on average.`,
      next: `Four times the rows halve that; a margin (success.quality.notWorseBy) below it is not shown.`,
    },
  ]
}
