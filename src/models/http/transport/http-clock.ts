/** Time as the client sees it. Tests give their own, so that none of them waits. */
export interface HttpClock {
  /** Milliseconds of a clock that never goes back. */
  now(): number
  /** Milliseconds since 1970, for waits that a server gives as a date. */
  date(): number
  /** Calls `action` after this many milliseconds, unless the returned function was called before. */
  after(ms: number, action: () => void): () => void
  /** Resolves after this many milliseconds. @throws the reason of `signal`, at once, when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** The clock of this machine. */
export const systemClock: HttpClock = {
  now: () => performance.now(),
  date: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop)
        resolve()
      }, ms)
      signal.addEventListener('abort', stop, { once: true })
    }),
}
