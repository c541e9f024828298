import { formatQuality, formatQualityRange } from '../../report/words/format-quality.ts'
import type { RunEvents } from '../../workflow/run/run-events.ts'
import type { ProgressLine } from './progress-line.ts'
import { stderrColours } from './terminal-facts.ts'
import { countOf } from '../../report/words/format-count.ts'

/** Shows a run as it goes, on stderr. */
export function drawRunEvents(line: ProgressLine): RunEvents {
  const { dim } = stderrColours()
  return {
    progress: (event) => line.update(event),
    notice: (text) => line.print(dim(`  ${text}`)),
    scored({ name, validation }) {
      if (validation === undefined) return
      const { metric, value, n } = validation
      const interval = dim(`(${formatQualityRange(validation, metric)}, ${countOf(n, 'validation row')})`)
      line.print(`  ${name.padEnd(20)} ${formatQuality(value, metric).padStart(8)} ${interval}`)
    },
  }
}
