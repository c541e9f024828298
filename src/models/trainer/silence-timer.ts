/** Fires when `reset` was not called for a while. */
export interface SilenceTimer {
  reset(): void
  stop(): void
  hasFired(): boolean
}

/** @param onSilence called once, after `silenceMs` without a reset. */
export function silenceTimer(silenceMs: number, onSilence: () => unknown): SilenceTimer {
  let fired = false
  let timer: NodeJS.Timeout | undefined
  const stop = (): void => clearTimeout(timer)
  const reset = (): void => {
    stop()
    timer = setTimeout(() => {
      fired = true
      onSilence()
    }, silenceMs)
  }
  reset()
  return { reset, stop, hasFired: () => fired }
}
