import type { Metric } from '../contracts/task.ts'
import { TaskError } from '../errors.ts'
import { accuracy } from './accuracy.ts'
import { macroF1 } from './macro-f1.ts'
import type { ScoredRow } from './scored-row.ts'

/** How answers are scored by one metric of a task file. */
export interface Scorer {
  readonly metric: Metric
  readonly higherIsBetter: boolean
  /** @throws DataError without rows. */
  readonly score: (rows: readonly ScoredRow[]) => number
  /** Only where the score is the mean of a right (1) or wrong (0) a row: such scores have exact tests. */
  readonly rowScore?: (expected: string, output: string) => 0 | 1
}

/** @throws TaskError when the metric is not built yet. */
export function scorerOf(metric: Metric): Scorer {
  const scorer = scorers.find((known) => known.metric === metric)
  if (scorer !== undefined) return scorer
  const built = scorers.map((known) => known.metric).join(' or ')
  throw new TaskError(`success.quality.metric is ${metric}, which this version cannot score yet.`, {
    hint: `Use ${built}, on a task of kind classification.`,
  })
}

const scorers: readonly Scorer[] = [
  { metric: 'accuracy', higherIsBetter: true, score: accuracy, rowScore: rightOrWrong },
  { metric: 'macroF1', higherIsBetter: true, score: macroF1 },
]

function rightOrWrong(expected: string, output: string): 0 | 1 {
  return expected === output ? 1 : 0
}
