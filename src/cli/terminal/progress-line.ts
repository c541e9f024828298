import { createLogUpdate } from 'log-update'
import type { ProgressEvent } from '../../contracts/progress.ts'
import { progressText } from './progress-text.ts'
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
  const timed = progressText(now)
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
