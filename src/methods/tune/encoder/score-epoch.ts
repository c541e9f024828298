import type { Example } from '../../../contracts/example.ts'
import type { TrainingCheckpoint } from '../../../contracts/trainer.ts'
import type { Metric } from '../../../contracts/task.ts'
import { EngineError } from '../../../errors.ts'
import { meritOf } from '../../../scorers/merit-of.ts'
import { measureRows, scorerOf } from '../../../scorers/scorer-of.ts'
import type { ScoredCheckpoint } from '../checkpoint-choice.ts'
import { greatest } from './label-probabilities.ts'

/** An epoch with the labels it gave the validation rows, by position. */
export interface ScoredEpoch extends ScoredCheckpoint {
  folder: string
  trainLoss: number | null
  value: number
  answers: number[]
}

/** Who judges an epoch, on what. */
export interface EpochJudge {
  /** At least one; the rows the trainer validated on, in order. */
  rows: readonly Example[]
  labels: readonly string[]
  metric: Metric
}

/**
 * The task's metric of an epoch, from the probabilities the trainer gives for the validation rows.
 *
 * @throws EngineError when there are not as many as rows.
 */
export function scoreEpoch(
  { epoch, folder, trainLoss, validationLoss, probabilities = [] }: TrainingCheckpoint,
  { rows, labels, metric }: EpochJudge,
): ScoredEpoch {
  if (probabilities.length !== rows.length)
    throw new EngineError(
      `The trainer gave probabilities for ${probabilities.length} validation rows of ${rows.length}.`,
    )
  const answers = probabilities.map(greatest)
  const value = valueOf(answers, { rows, labels, metric })
  const merit = meritOf({ metric, value })
  return { epoch, folder, trainLoss, validationLoss, value, merit, answers }
}

/** The metric of answers by position of the label, a row each. */
export function valueOf(answers: readonly number[], { rows, labels, metric }: EpochJudge): number {
  const answered = rows.map(({ id, expected }, at) => ({
    id,
    expected,
    output: labels[answers[at] ?? 0] ?? '',
  }))
  return scorerOf(metric).score(measureRows(metric, answered))
}
