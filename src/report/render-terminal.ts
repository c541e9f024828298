import type { Report } from '../contracts/report.ts'
import { notMeasuredGroups } from './not-measured-groups.ts'
import { reasons } from './reasons.ts'
import type { TerminalOptions } from './terminal/colours.ts'
import { intervalPlot } from './terminal/interval-plot.ts'
import { printableText } from './terminal/printable-text.ts'
import { wrapText } from './terminal/wrap-text.ts'
import { flipLine } from './words/advice-words.ts'
import { assumedFiguresLine, costLine } from './words/cost-words.ts'
import { countOf } from './words/format-count.ts'
import { consistencyLine, gapsLine } from './words/gap-words.ts'
import { labelMoreWords } from './words/label-more-words.ts'
import { openingWords } from './words/opening-words.ts'
import { sharedRowsWords } from './words/rows-words.ts'
import { textMeasuresLine } from './words/text-measure-words.ts'
import { trainingLine } from './words/training-words.ts'

/** Prose wider than this is hard to read; the plot may be wider. */
const widestProse = 110

/**
 * The report for a terminal of `width` columns (design §9): title, verdict, what to do next, the ranked plot, why and
 * why not, what was not measured and what was assumed. Ends without a line break.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const { colours } = options
  const width = Math.max(40, options.width)
  const prose = (text: string, indent = 0) =>
    wrapText(printableText(text), Math.min(width, widestProse), indent)
  const [first = '', second = ''] = report.verdict.because.map(({ text }) => text)
  const blocks = [
    prose(titleWords(report)).map((line) => colours.dim(line)),
    [
      ...prose(first).map((line) => colours.bold(line)),
      ...prose(second),
      ...prose(nextWords(report)),
      ...cautions(report)
        .flatMap((text) => prose(text))
        .map((line) => colours.yellow(line)),
    ],
    intervalPlot(report, { colours, width }),
    [...reasons(report), flipLine(report)].flatMap((reason) => prose(reason, 2)),
    [
      textMeasuresLine(report),
      costLine(report.cost),
      trainingLine(report),
      gapsLine(report),
      consistencyLine(report),
    ].flatMap((line) => prose(line, 2)),
    [notMeasuredWords(report), assumedWords(report), assumedFiguresLine(report.cost)]
      .flatMap((text) => prose(text, 2))
      .map((line) => colours.dim(line)),
  ]
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'))
    .join('\n\n')
}

function titleWords(report: Report): string {
  return `${report.task.name} · ${sharedRowsWords(report)} · ${openingWords(report.provenance.opening)}`
}

function nextWords({ verdict }: Report): string {
  return verdict.next.length === 0 ? '' : `Next: ${verdict.next.join(' · ')}`
}

function cautions({ verdict, incomplete }: Report): string[] {
  const lines: string[] = []
  const isSaid = verdict.next.some((step) => /\blabel/iu.test(step))
  if (verdict.labelMore !== undefined && !isSaid) lines.push(labelMoreWords(verdict.labelMore))
  if (incomplete !== undefined) {
    lines.push(`Incomplete: ${countOf(incomplete.rows, 'row')} without an answer (${incomplete.reason}).`)
  }
  if (verdict.exploratory !== undefined) lines.push(`Exploratory: ${verdict.exploratory}`)
  return lines
}

function notMeasuredWords({ notMeasured }: Report): string {
  if (notMeasured.length === 0) return ''
  const words = notMeasuredGroups(notMeasured).map(({ names, reason, command }) => {
    return `${names.join(', ')} (${reason}${command === '' ? '' : `: ${command}`})`
  })
  return `Not measured: ${words.join('; ')}.`
}

function assumedWords({ defaults }: Report): string {
  return defaults.length === 0 ? '' : `Assumed: ${defaults.join(', ')}.`
}
