import type { RunEvents } from '../../workflow/run/run-events.ts'
import type { ProgressLine } from './progress-line.ts'
import { stderrColours } from './terminal-facts.ts'

/** Shows a run as it goes, on stderr. */
export function drawRunEvents(line: ProgressLine): RunEvents {
  const { dim } = stderrColours()
  return {
    progress: (event) => line.update(event),
    notice: (text) => line.print(dim(`  ${text}`)),
    scored({ name, validation }) {
      if (validation === undefined) return
      const { value, low, high, n } = validation
      const interval = dim(`(${percent(low)} to ${percent(high)}, ${n} validation rows)`)
      line.print(`  ${name.padEnd(20)} ${percent(value).padStart(6)} % ${interval}`)
    },
  }
}

function percent(rate: number): string {
  return (rate * 100).toFixed(1)
}
