import { CrossoverError, StoppedError } from '../../../errors.ts'

/** What a call throws when its signal fires: the reason where one was given, else StoppedError. */
export function stoppedBy(signal: AbortSignal): Error {
  const reason: unknown = signal.reason
  if (reason instanceof CrossoverError) return reason
  if (reason instanceof Error && reason.name !== 'AbortError') return reason
  return new StoppedError('The request was stopped.', { cause: reason })
}

/** What calls throw after `close`. */
export function clientClosed(): StoppedError {
  return new StoppedError('The request was stopped: its HTTP client was closed.')
}
