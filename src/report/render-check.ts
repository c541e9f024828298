import type { DataReport } from '../contracts/report.ts'
import { changeLines } from './terminal/change-lines.ts'
import type { TerminalOptions } from './terminal/colours.ts'
import { findingLines } from './terminal/finding-lines.ts'
import { labelLines } from './terminal/label-lines.ts'
import { lengthLines } from './terminal/length-lines.ts'
import { pairLines } from './terminal/pair-lines.ts'
import { printableText } from './terminal/printable-text.ts'
import { wrapText } from './terminal/wrap-text.ts'
import { coverageWords, curveWords, decayWords } from './words/change-words.ts'
import { enoughWords } from './words/enough-words.ts'
import { countOf, formatCount } from './words/format-count.ts'
import { leakageWords, repetitionWords } from './words/leakage-words.ts'
import { sourceWords } from './words/source-words.ts'

const widestProse = 100

export interface CheckOptions extends TerminalOptions {
  /** The task's name, for the title. */
  name?: string
  /** The metric that target and margin are in; accuracy when absent. */
  metric?: string
}

/** What `crossover check` prints: rows, labels, what the test rows can show, leakage, findings. */
export function renderCheck(data: DataReport, options: CheckOptions): string {
  const { colours } = options
  const width = Math.max(40, options.width)
  const prose = (texts: string[]) =>
    texts.flatMap((text) => wrapText(printableText(text), Math.min(width, widestProse) - 2, 2)).map(indented)
  const pairsOf = (kind: 'conflict' | 'leak', isExact?: boolean) => {
    const pairs = (data.pairs ?? []).filter(
      (pair) => pair.kind === kind && (isExact === undefined || pair.isExact === isExact),
    )
    return pairLines(pairs, { colours, width: Math.min(width, widestProse) })
  }
  const sections: [string, string[]][] = [
    ['Files', prose(sourceWords(data.sources ?? []))],
    ['What these test rows can show', prose(enoughWords(data, options.metric))],
    [
      `Labels (${formatCount(data.labels.length)})`,
      data.labels.length === 0 ? [] : labelLines(data, { colours, width }),
    ],
    [
      'Lengths in characters',
      data.lengths === undefined ? [] : lengthLines(data.lengths, { colours, width }),
    ],
    ['Same text in train and test', prose([...leakageWords(data), repetitionWords(data)])],
    ['One text, two answers', pairsOf('conflict', true)],
    ['Nearly one text, two answers', pairsOf('conflict', false)],
    ['Test rows and their twins in train', pairsOf('leak')],
    ['More train rows?', prose(curveWords(data))],
    ...changeSections(data, { colours, width }, prose),
    [findingsTitle(data), findingLines(data.findings, { colours, width: Math.min(width, widestProse) })],
  ]
  const title = wrapText(printableText(titleWords(data, options.name)), width).map(colours.dim)
  return [
    title.join('\n'),
    ...sections
      .filter(([heading, lines]) => lines.length > 0 || heading === 'No findings')
      .map(([heading, lines]) => [colours.bold(heading), ...lines.map((line) => line.trimEnd())].join('\n')),
  ].join('\n\n')
}

/** Coverage and change over time; nothing where no embedder ran, which a finding says. */
function changeSections(
  { change }: DataReport,
  options: TerminalOptions,
  prose: (texts: string[]) => string[],
): [string, string[]][] {
  if (change === undefined) return []
  const { periods, decay } = change
  const time = [...changeLines(change, options), ...(decay === undefined ? [] : prose(decayWords(decay)))]
  return [
    ['Do test and production look like train?', prose(coverageWords(change))],
    [periods.length === 0 ? 'Over time' : `Over time (${countOf(periods.length, 'period')})`, time],
  ]
}

function titleWords({ rows, testOpenings }: DataReport, name?: string): string {
  const openings =
    testOpenings === 0 ? 'test set still sealed' : `test set opened ${countOf(testOpenings, 'time')}`
  const counts = `${formatCount(rows.train)} train, ${formatCount(rows.validation)} validation, ${countOf(rows.test, 'test row')}`
  return [...(name === undefined ? [] : [name]), counts, openings].join(' · ')
}

function findingsTitle({ findings }: DataReport): string {
  if (findings.length === 0) return 'No findings'
  const blockers = findings.filter(({ severity }) => severity === 'blocker').length
  return blockers === 0
    ? countOf(findings.length, 'finding')
    : `${countOf(findings.length, 'finding')}, ${countOf(blockers, 'blocker')}`
}

function indented(line: string): string {
  return `  ${line}`
}
