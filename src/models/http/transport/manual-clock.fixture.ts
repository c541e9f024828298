import type { HttpClock } from './http-clock.ts'

/** A clock that only tests move. */
export interface ManualClock extends HttpClock {
  /** Every sleep that was asked for, in milliseconds. */
  readonly sleeps: number[]
  /** Timers that were set so far. */
  armed(): number
  /** Moves on and fires what is due, in order. */
  advance(ms: number): void
}

/**
 * Makes a clock that begins on 1 January 2026. Sleeping moves it on at once, or, with `holds`, never ends until the
 * signal fires.
 */
export function manualClock({ holds = false }: { holds?: boolean } = {}): ManualClock {
  let nowMs = 0
  let armed = 0
  const timers = new Set<{ atMs: number; action: () => void }>()
  const sleeps: number[] = []
  const clock: ManualClock = {
    sleeps,
    now: () => nowMs,
    date: () => Date.UTC(2026, 0, 1) + nowMs,
    armed: () => armed,
    after(ms, action) {
      armed++
      const timer = { atMs: nowMs + ms, action }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    sleep(ms, signal) {
      sleeps.push(ms)
      if (signal.aborted) return Promise.reject(signal.reason)
      if (!holds) clock.advance(ms)
      if (!holds) return Promise.resolve()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    },
    advance(ms) {
      const untilMs = nowMs + ms
      const next = () =>
        [...timers].filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0]
      for (let timer = next(); timer !== undefined; timer = next()) {
        timers.delete(timer)
        nowMs = Math.max(nowMs, timer.atMs)
        timer.action()
      }
      nowMs = untilMs
    },
  }
  return clock
}
