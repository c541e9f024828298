import type { Report } from '../contracts/report.ts'
import { escapeMarkdown } from './words/escape-markdown.ts'
import { sideBySide } from './side-by-side.ts'
import { nothingFlips, teamNames, whenNames } from './words/advice-words.ts'

/** What would flip the verdict, when to use which, next steps for the team asked for, risks; empty without advice. */
export function adviceBlocks(report: Report): string[] {
  const { advice, task } = report
  if (advice === undefined) return []
  const { flips, whenToUse, nextSteps, risks } = advice
  return [
    block('What would change it', flips.length === 0 ? [nothingFlips(report)] : textsOf(flips)),
    tableOf(
      ['by', 'prompting when', 'fine-tuning when', 'both when'],
      whenToUse.map(({ about, prompt, tune, both }) => [whenNames[about], prompt, tune, both]),
    ),
    block(`Next steps for ${teamNames[task.team]}`, textsOf(nextSteps[task.team])),
    block('Risks', textsOf(risks)),
  ]
}

/** The finalists in six dimensions; empty where there are none. */
export function sideBySideBlock(report: Report): string {
  const { candidates, rows } = sideBySide(report)
  if (candidates.length === 0) return ''
  return tableOf(
    ['dimension', 'figure', ...candidates],
    rows.map(({ dimension, figure, cells }) => [dimension, figure, ...cells]),
  )
}

function textsOf(reasons: readonly { text: string }[]): string[] {
  return reasons.map(({ text }) => text)
}

function block(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  return [`**${heading}**`, '', ...lines.map((line) => `- ${escapeMarkdown(line)}`)].join('\n')
}

function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => escapeMarkdown(cell)).join(' | ')} |`
  return [line(headings), `|${'---|'.repeat(headings.length)}`, ...rows.map(line)].join('\n')
}
