import type { Example } from '../contracts/example.ts'
import { printableText } from './terminal/printable-text.ts'
import { countOf } from './words/format-count.ts'

const textShown = 100
const linesShown = 5

/** What an import is about to do: format, mapping, first examples. */
export interface ImportFacts {
  container: string
  format: string
  mapping: readonly string[]
  first: readonly Example[]
}

/** The preview of an import. */
export function renderImport({ container, format, mapping, first }: ImportFacts): string {
  const examples = first.flatMap(({ input, expected }, index) => [
    `  ${index + 1}. ${shown(input.text)}`,
    `     → ${shown(expected)}`,
  ])
  return [
    `Read as ${container}, format ${format}:`,
    ...mapping.map((sentence) => `  ${printableText(sentence)}`),
    ...(examples.length === 0 ? ['No example among the first rows.'] : ['First examples:', ...examples]),
  ].join('\n')
}

/** The rows an import left out, by reason; empty when there are none. */
export function renderDropped(
  dropped: readonly { why: string; count: number; lines: readonly number[] }[],
): string {
  return dropped
    .map(({ why, count, lines }) => {
      const more = count > linesShown ? ', …' : ''
      return `${countOf(count, 'row')} left out: ${printableText(why)} (${lines.slice(0, linesShown).join(', ')}${more})\n`
    })
    .join('')
}

function shown(text: string): string {
  const line = printableText(text.slice(0, textShown * 4)).trim()
  const characters = Array.from(line)
  return characters.length > textShown ? `${characters.slice(0, textShown).join('')}…` : line
}
