import type { FitOutcome } from '../../contracts/method.ts'

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
