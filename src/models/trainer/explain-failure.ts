import { DataError, EngineError, ModelError } from '../../errors.ts'
import type { CrossoverError } from '../../errors.ts'
import type { TrainerFailure } from './events.ts'

/** A job that failed for a reason the trainer could name: `failure` tells a diverged loss from a full disk. */
export class TrainingError extends EngineError {
  readonly failure: TrainerFailure['code']

  constructor({ code, message, hint }: TrainerFailure) {
    super(message, hint === null ? {} : { hint })
    this.failure = code
  }
}

/** Whose fault it is decides the class: the rows', the base's, or the machine's. */
export function explainFailure(failure: TrainerFailure): CrossoverError {
  const { code, message, hint } = failure
  const facts = hint === null ? {} : { hint }
  switch (code) {
    case 'rows':
    case 'one-label':
    case 'too-long':
      return new DataError(message, facts)
    case 'base':
    case 'architecture':
    case 'pickle':
    case 'chat-template':
      return new ModelError(message, facts)
    default:
      return new TrainingError(failure)
  }
}
