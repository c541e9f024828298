import { EngineError } from '../../errors.ts'
import type { TrainerFailure } from './events.ts'

/**
 * A job that failed for a reason the trainer could name: `failure` tells a diverged loss from a full disk. Whatever it is, other
 * methods can still be measured: a base that cannot be trained is prompted all the same.
 */
export class TrainingError extends EngineError {
  readonly failure: TrainerFailure['code']

  constructor({ code, message, hint }: TrainerFailure) {
    super(message, hint === null ? {} : { hint })
    this.failure = code
  }
}
