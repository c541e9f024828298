import type { FitContext, FitOutcome } from '../../contracts/method.ts'

/** A training that came to nothing here, and the command that would change it. */
export type NotMeasured = Extract<FitOutcome, { notMeasured: unknown }>

/** Why there is no candidate, without a full stop. */
export function notMeasured(reason: string, command: string): NotMeasured {
  return { notMeasured: { reason, command } }
}

/** Where nothing can be trained. */
export const needsTrainer = notMeasured(
  'training needs the trainer engine (Python 3.11 to 3.14)',
  'crossover engine add trainer',
)

/** Refuses a training that would take longer than the task allows. */
export function overBudget(seconds: number, { budget }: Pick<FitContext, 'budget'>): NotMeasured | undefined {
  if (budget.minutes === undefined || seconds <= 60 * budget.minutes) return undefined
  const minutes = Math.ceil(seconds / 60)
  const allowed = `tuning.budgetMinutes allows ${budget.minutes}`
  return notMeasured(
    `training would take about ${minutes} min; ${allowed}`,
    `set tuning.budgetMinutes to ${minutes} or more in the task file`,
  )
}
