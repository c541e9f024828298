import type { AgreementFigure, LabelAgreement } from '../assess/review/label-agreement.ts'
import type { TerminalOptions } from './terminal/colours.ts'
import { printableText } from './terminal/printable-text.ts'
import { wrapText } from './terminal/wrap-text.ts'
import { countOf, formatCount } from './words/format-count.ts'

const mostConfusions = 10
const mostRows = 10

/** What `crossover label agreement` prints: coefficients with intervals, what was confused, rows in dispute. */
export function renderAgreement(
  agreement: LabelAgreement & { inputs?: Record<string, string> },
  { colours, width }: TerminalOptions,
): string {
  const { annotators, alpha, pairs, disagreements, inputs } = agreement
  const people = annotators.map(({ name, rows }) => `${name} ${formatCount(rows)}`).join(' · ')
  const lines = [
    colours.dim(printableText(people)),
    '',
    `Krippendorff's alpha  ${figureWords(alpha)}`,
    ...pairs.flatMap(({ first, second, agreed, kappa, confusions }) => [
      '',
      colours.bold(printableText(`${first} and ${second}`)),
      `  the same label     ${formatCount(agreed)} of ${countOf(kappa.rows, 'row')}`,
      `  Cohen's kappa      ${figureWords(kappa)}`,
      ...confusions
        .slice(0, mostConfusions)
        .map((entry) =>
          printableText(`  ${formatCount(entry.count).padStart(4)} ×  ${entry.first}  |  ${entry.second}`),
        ),
    ]),
    ...(disagreements.length === 0
      ? []
      : ['', colours.bold(`${countOf(disagreements.length, 'row')} in dispute`)]),
    ...disagreements.slice(0, mostRows).flatMap(({ id, labels }) => {
      const said = labels.map(({ who, output }) => `${who}: ${output}`).join(', ')
      const input = (inputs?.[id] ?? '').slice(0, 2 * width)
      return wrapText(printableText(`${id}  ${said}  ${input}`), width - 2, 2)
        .slice(0, 3)
        .map((line) => `  ${line}`)
    }),
    ...(disagreements.length > mostRows
      ? [`  and ${formatCount(disagreements.length - mostRows)} more (--json has all)`]
      : []),
  ]
  return lines.join('\n')
}

function figureWords({ value, low, high, rows }: AgreementFigure): string {
  if (value === null) return `undefined: only one label was used in ${countOf(rows, 'row')}`
  return `${value.toFixed(2)}  (95 %: ${low.toFixed(2)} to ${high.toFixed(2)}, ${countOf(rows, 'row')})`
}
