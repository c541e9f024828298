import { StoppedError } from '../../errors.ts'

/** Lets one piece of work run at a time, in the order they came. */
export interface TurnQueue {
  /** @throws StoppedError when `signal` fires before the turn comes; else what `work` throws. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

export function turnQueue(): TurnQueue {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(work, signal) {
      const turn = last.then(() => {
        if (signal?.aborted === true) throw stopped(signal)
        return work()
      })
      last = turn.catch(() => undefined)
      return turn
    },
  }
}

function stopped(signal: AbortSignal): StoppedError {
  return new StoppedError('The request was stopped.', { cause: signal.reason })
}
