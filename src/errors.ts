/** Facts of an error: a stable code, what to do about it, and what caused it. */
export interface ErrorFacts {
  readonly hint?: string
  readonly cause?: unknown
}

/**
 * Base of every error crossover throws on purpose. `message` says what is wrong with the value and what is allowed;
 * `hint` says what to do. Expected outcomes (budget reached, no difference) are return values, never errors.
 */
export abstract class CrossoverError extends Error {
  abstract readonly code: string
  readonly hint: string | undefined

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = new.target.name
    this.hint = facts.hint
  }
}

/** The task file, a flag or a price is wrong: the reader must change it (exit code 2). */
export class TaskError extends CrossoverError {
  readonly code = 'task'
}

/** A data file, row or number handed to a function is wrong (exit code 2). */
export class DataError extends CrossoverError {
  readonly code = 'data'
}

/** A prompt does not fit the context of its model (exit code 2): what needs it is not measured, the rest goes on. */
export class ContextError extends CrossoverError {
  readonly code = 'context'
}

/** The state folder is locked, read-only or written by a newer version (exit code 2). */
export class StoreError extends CrossoverError {
  readonly code = 'store'
}

/** A model's name is unknown or its file is damaged (exit code 2). */
export class ModelError extends CrossoverError {
  readonly code: string = 'model'
}

/** No source of a model can be reached from here: what needs it is not measured, the rest goes on. */
export class UnreachableModelError extends ModelError {
  override readonly code = 'unreachable'
}

/** An engine (llama, onnx, trainer) cannot be installed or crashed (exit code 3). */
export class EngineError extends CrossoverError {
  readonly code = 'engine'
}

/** What is known of a failed request to a hosted model. */
export interface ProviderFacts extends ErrorFacts {
  /** HTTP status, where there was an answer. */
  readonly status?: number
  /** Worth asking again later: timeouts, resets, 429 and 5xx. A wrong key or a refused request is not. */
  readonly isTransient: boolean
  /** Requests sent, retries included. */
  readonly attempts?: number
}

/** A hosted model or server did not answer, or refused (exit code 3). */
export class ProviderError extends CrossoverError {
  override readonly code: string = 'provider'
  readonly status: number | undefined
  readonly isTransient: boolean
  readonly attempts: number

  constructor(message: string, facts: ProviderFacts) {
    super(message, facts)
    this.status = facts.status
    this.isTransient = facts.isTransient
    this.attempts = facts.attempts ?? 1
  }
}

/** The next request could cost more than is left of the spend limit: it was not sent (exit code 3). */
export class SpendLimitError extends ProviderError {
  override readonly code = 'spend-limit'

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, { ...facts, isTransient: false, attempts: 0 })
  }
}

/** The reader asked to stop (Ctrl-C): what was answered is kept. */
export class StoppedError extends CrossoverError {
  readonly code = 'stopped'
}

/** What went wrong, in one line, from anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
