import { printableText } from '../../report/terminal/printable-text.ts'
import { countOf } from '../../report/words/format-count.ts'
import type { InitAnswers } from '../../workflow/init/init-answers.ts'
import { previewExamples } from '../../workflow/init/preview-examples.ts'
import type { InitRows } from '../../workflow/init/read-init-rows.ts'

const textShown = 100
const columnsNamed = 12

/** What was read: rows, columns, format, and what a format of another tool makes of its rows. */
export function describeRows({ rows, isWhole, columns, container, format, mapping }: InitRows): string {
  const named = columns.slice(0, columnsNamed).join(', ')
  const more = columns.length > columnsNamed ? `, and ${columns.length - columnsNamed} more` : ''
  return [
    `${isWhole ? '' : 'The first '}${countOf(rows.length, 'row')} read as ${container}, ${format.title}.`,
    `${countOf(columns.length, 'column')}: ${named}${more}`,
    ...mapping.map((sentence) => `  ${sentence}`),
  ]
    .map(printableText)
    .join('\n')
}

/** The first rows as input and answer, and why these columns. */
export function describeMapping(
  rows: InitRows,
  { fields }: Pick<InitAnswers, 'fields'>,
  why: string[],
): string {
  const examples = previewExamples(rows, fields).flatMap(({ input, expected }, index) => [
    `  ${index + 1}. ${shown(input)}`,
    `     → ${shown(expected)}`,
  ])
  return [
    'The first as input → answer:',
    ...examples,
    ...why.map((sentence) => `  ${printableText(sentence)}`),
  ].join('\n')
}

function shown(text: string): string {
  const line = printableText(text.slice(0, textShown * 4)).trim()
  const characters = Array.from(line)
  if (line === '') return '(empty)'
  return characters.length > textShown ? `${characters.slice(0, textShown).join('')}…` : line
}
