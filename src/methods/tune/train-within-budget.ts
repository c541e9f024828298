import type { FitContext } from '../../contracts/method.ts'
import type { Trainer, TrainingEnd, TrainingJob, TrainingWatch } from '../../contracts/trainer.ts'
import { notMeasured } from './not-measured.ts'
import type { NotMeasured } from './not-measured.ts'

/** A training, and what it is part of. */
export interface BudgetedTraining {
  context: FitContext
  trainer: Trainer
  /** Of the candidate, for progress. */
  name: string
  job: TrainingJob
  /** What is planned with it, in such trainings; default 1. */
  plannedShare?: number | undefined
  onCheckpoint: TrainingWatch['onCheckpoint']
}

/**
 * Trains where two real steps say that it fits `tuning.budgetMinutes`.
 *
 * @returns why not, instead.
 */
export async function trainWithinBudget(training: BudgetedTraining): Promise<TrainingEnd | NotMeasured> {
  const { context, trainer, name, job, plannedShare = 1, onCheckpoint } = training
  let tooLong: NotMeasured | undefined
  const ended = await trainer.train(job, {
    signal: context.signal,
    onStep: (step) => context.progress({ label: `${name}: training`, ...step, unit: 'steps' }),
    async onEstimate({ seconds }) {
      tooLong = overBudget(seconds * plannedShare, context)
      return { type: tooLong === undefined ? 'continue' : 'stop' }
    },
    onCheckpoint,
  })
  return tooLong ?? ended
}

function overBudget(seconds: number, { budget }: Pick<FitContext, 'budget'>): NotMeasured | undefined {
  if (budget.minutes === undefined || seconds <= 60 * budget.minutes) return undefined
  const minutes = Math.ceil(seconds / 60)
  const allowed = `tuning.budgetMinutes allows ${budget.minutes}`
  return notMeasured(
    `training would take about ${minutes} min; ${allowed}`,
    `set tuning.budgetMinutes to ${minutes} or more in the task file`,
  )
}
