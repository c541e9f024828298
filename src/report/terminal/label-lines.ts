import type { DataReport } from '../../contracts/report.ts'
import { selectLabels } from '../select-labels.ts'
import type { LabelCount } from '../select-labels.ts'
import { countOf, formatCount } from '../words/format-count.ts'
import type { TerminalOptions } from './colours.ts'
import { displayWidth, fitRight, fitText } from '../display-width.ts'
import { printableText } from './printable-text.ts'

const mostLabels = 16
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** The labels with their counts in train and test and a bar of the train count. */
export function labelLines({ labels }: DataReport, { colours, width }: TerminalOptions): string[] {
  const { top, between, bottom } = selectLabels(labels, mostLabels)
  const shown = [...top, ...bottom]
  const nameWidth = Math.min(
    Math.max(8, ...shown.map(({ label }) => displayWidth(printableText(label)))),
    Math.floor(width / 2),
  )
  const barWidth = Math.min(32, width - nameWidth - 20)
  const most = Math.max(1, ...labels.map(({ train }) => train))
  const line = ({ label, train, test }: LabelCount) =>
    `  ${fitText(printableText(label), nameWidth)}  ${fitRight(formatCount(train), 6)}  ` +
    `${fitRight(formatCount(test), 6)}  ${colours.dim(bar((train / most) * barWidth))}`
  return [
    colours.dim(`  ${' '.repeat(nameWidth)}  ${fitRight('train', 6)}  ${fitRight('test', 6)}`),
    ...top.map(line),
    ...(between === 0 ? [] : [colours.dim(`  … ${countOf(between, 'label')} between …`)]),
    ...bottom.map(line),
  ]
}

function bar(columns: number): string {
  const whole = Math.floor(columns)
  return '█'.repeat(whole) + (eighths[Math.floor((columns - whole) * 8)] ?? '')
}
