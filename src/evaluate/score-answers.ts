import type { QualityFigure } from '../contracts/report.ts'
import type { Metric } from '../contracts/task.ts'
import { measureRows, scorerOf } from '../scorers/scorer-of.ts'
import { bootstrapInterval } from '../stats/bootstrap-interval.ts'
import { wilsonInterval } from '../stats/wilson-interval.ts'
import type { AnsweredRow } from './answer-rows.ts'
import { clusterOfRow, scoredRowOf } from './scored-row-of.ts'

/**
 * The task's metric over answered rows with its 95 % interval: Wilson for rates, BCa bootstrap by cluster for the others.
 *
 * @returns undefined without rows.
 */
export function scoreAnswers(
  answered: readonly AnsweredRow[],
  options: { metric: Metric; seed: number },
): QualityFigure | undefined {
  if (answered.length === 0) return undefined
  const { metric, isRate, score } = scorerOf(options.metric)
  const rows = measureRows(
    metric,
    answered.map((entry) => ({ ...scoredRowOf(entry), cluster: clusterOfRow(entry) })),
  )
  const value = score(rows)
  const n = rows.length
  if (isRate) {
    const successes = rows.filter(({ counts }) => counts[0] === 1).length
    return { metric, value, n, ...wilsonInterval({ successes, trials: n }) }
  }
  const clusterOf = ({ cluster }: { cluster: string }) => cluster
  const { seed } = options
  const { low, high } = bootstrapInterval({ rows, statistic: score, clusterOf, seed, draws: 2000 })
  return { metric, value, n, low, high }
}
