import type { QualityFigure } from '../contracts/report.ts'
import type { Metric } from '../contracts/task.ts'
import { scorerOf } from '../scorers/scorer-of.ts'
import { bootstrapInterval } from '../stats/bootstrap-interval.ts'
import { wilsonInterval } from '../stats/wilson-interval.ts'
import type { AnsweredRow } from './answer-rows.ts'

/**
 * The task's metric over answered rows with its 95 % interval: Wilson for accuracy, BCa bootstrap for the others.
 *
 * @returns undefined without rows.
 */
export function scoreAnswers(
  answered: readonly AnsweredRow[],
  options: { metric: Metric; seed: number },
): QualityFigure | undefined {
  if (answered.length === 0) return undefined
  const { metric, score } = scorerOf(options.metric)
  const rows = answered.map(({ row, prediction }) => ({ expected: row.expected, output: prediction.output }))
  const value = score(rows)
  const n = rows.length
  if (metric === 'accuracy') {
    const successes = rows.filter((row) => row.expected === row.output).length
    return { metric, value, n, ...wilsonInterval({ successes, trials: n }) }
  }
  const { low, high } = bootstrapInterval({ rows, statistic: score, seed: options.seed, draws: 2000 })
  return { metric, value, n, low, high }
}
