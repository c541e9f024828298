import type { Report } from '../contracts/report.ts'
import { renderTerminal } from './render-terminal.ts'
import type { TerminalOptions } from './terminal/colours.ts'
import { printableText } from './terminal/printable-text.ts'

/** A verdict decided again: what was changed, what it was before, and the report as it would be. */
export function renderRedecision(
  { report, before }: { report: Report; before: Report },
  changes: readonly string[],
  options: TerminalOptions,
): string {
  const first = before.verdict.because[0]?.text ?? ''
  const isSame =
    report.verdict.choice === before.verdict.choice &&
    report.verdict.candidate === before.verdict.candidate &&
    report.verdict.leading?.candidate === before.verdict.leading?.candidate
  const lines = [
    changes.length === 0 ? 'Decided again with the task file as it is.' : `What if: ${changes.join(', ')}`,
    isSame ? 'The verdict stays what it was.' : `The verdict changes. Before: ${first}`,
    'Nothing was asked or written, and the test set was not opened.',
  ]
  return `${lines.map((line) => printableText(line)).join('\n')}\n\n${renderTerminal(report, options)}`
}
