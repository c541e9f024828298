import { StoppedError } from '../../errors.ts'

/** Lets one piece of work run at a time, in the order they came. */
export interface TurnQueue {
  /** @throws StoppedError as soon as `signal` fires before the turn has come; else what `work` throws. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

export function turnQueue(): TurnQueue {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
      const before = last
      return new Promise<T>((resolve, reject) => {
        const stop = (): void =>
          reject(new StoppedError('The request was stopped.', { cause: signal?.reason }))
        if (signal?.aborted === true) stop()
        signal?.addEventListener('abort', stop, { once: true })
        last = before.then(async () => {
          signal?.removeEventListener('abort', stop)
          if (signal?.aborted !== true) await work().then(resolve, reject)
        })
      })
    },
  }
}
