import { createLogUpdate } from 'log-update'
import type { ProgressEvent } from '../../contracts/progress.ts'
import { isInteractive } from './terminal-facts.ts'

/** Draws progress on stderr: one line that changes on a terminal, a line every five seconds elsewhere. */
export interface ProgressLine {
  update(event: ProgressEvent): void
  /** Prints a lasting line above the one that changes. */
  print(text: string): void
  done(): void
}

const plainEveryMs = 5000
const redrawEveryMs = 80

export function progressLine(now: () => number = () => performance.now()): ProgressLine {
  const line = isInteractive() ? changingLine() : plainLine()
  const timed = timing(now)
  let lastDrawnMs = Number.NEGATIVE_INFINITY
  return {
    update(event) {
      const text = timed(event)
      const every = line.isPlain ? plainEveryMs : redrawEveryMs
      if (now() - lastDrawnMs < every && event.done < event.total) return
      if (line.isPlain && now() - lastDrawnMs < every) return
      lastDrawnMs = now()
      line.draw(text)
    },
    print: (text) => line.print(text),
    done: () => line.clear(),
  }
}

interface DrawnLine {
  isPlain: boolean
  draw(text: string): void
  print(text: string): void
  clear(): void
}

function changingLine(): DrawnLine {
  const log = createLogUpdate(process.stderr)
  return {
    isPlain: false,
    draw: (text) => log(text),
    print(text) {
      log.clear()
      process.stderr.write(`${text}\n`)
    },
    clear: () => log.clear(),
  }
}

function plainLine(): DrawnLine {
  const write = (text: string) => void process.stderr.write(`${text}\n`)
  return { isPlain: true, draw: write, print: write, clear: () => undefined }
}

/** Adds rate and time left, counted from the first event of a label. */
function timing(now: () => number): (event: ProgressEvent) => string {
  let current = { label: '', startMs: 0, startDone: 0 }
  return ({ label, done, total, unit }) => {
    if (label !== current.label) current = { label, startMs: now(), startDone: done }
    const seconds = (now() - current.startMs) / 1000
    const rate = seconds > 0 ? (done - current.startDone) / seconds : 0
    const left = rate > 0 ? ` · ${amount(rate, unit)}/s · ${duration((total - done) / rate)} left` : ''
    return `  ${label}  ${amount(done, unit)} of ${amount(total, unit)} ${unit === 'bytes' ? '' : unit}${done < total ? left : ''}`.trimEnd()
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
