import type { ProgressEvent } from '../../contracts/progress.ts'

/** Less of the work than this says nothing of the rest: the first bytes of an installation come late. */
const tellingShare = 0.01

/** Words events; rate and time left are counted from the first event of a label, and said once they tell something. */
export function progressText(now: () => number): (event: ProgressEvent) => string {
  let current = { label: '', startMs: 0, startDone: 0 }
  return ({ label, done, total, unit }) => {
    if (label !== current.label) current = { label, startMs: now(), startDone: done }
    const seconds = (now() - current.startMs) / 1000
    const gained = done - current.startDone
    const rate = seconds > 0 && gained >= tellingShare * total ? gained / seconds : 0
    const left = rate > 0 ? ` · ${amount(rate, unit)}/s · ${duration((total - done) / rate)} left` : ''
    return `  ${label}  ${amount(done, unit)} of ${amount(total, unit)}${unit === 'bytes' ? '' : ` ${unit}`}${done < total ? left : ''}`
  }
}

function amount(value: number, unit: string): string {
  if (unit === 'bytes') return `${(value / 1e6).toFixed(1)} MB`
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value).toLocaleString('en')
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return whole < 90 ? `${whole} s` : `${Math.round(whole / 60)} min`
}
