import type { Lengths } from '../../contracts/data-texts.ts'
import { fitText } from '../display-width.ts'
import { lengthWords, partWords } from '../words/length-words.ts'
import { formatCount } from '../words/format-count.ts'
import type { TerminalOptions } from './colours.ts'
import { sparkline } from './sparkline.ts'
import { wrapText } from './wrap-text.ts'

/** One line a part: its histogram over bins that all parts share, and what its quantiles are. */
export function lengthLines({ edges, parts }: Lengths, { colours, width }: TerminalOptions): string[] {
  const bins = edges.length - 1
  if (parts.length === 0 || bins < 1) return []
  const nameWidth = Math.max(...parts.map((part) => partWords(part).length))
  const first = formatCount(edges[0] ?? 0)
  const scale = `${first}${formatCount(edges.at(-1) ?? 0).padStart(Math.max(0, bins - first.length))}`
  return [
    ...parts.flatMap((part) => {
      const start = `${fitText(partWords(part), nameWidth)}  ${sparkline(part.counts)}`
      const words = lengthWords(part)
      if (start.length + words.length + 4 <= width) return [`  ${start}  ${words}`]
      return [
        `  ${start}`,
        ...wrapText(words, width - nameWidth - 4).map((line) => `${' '.repeat(nameWidth + 4)}${line}`),
      ]
    }),
    colours.dim(`  ${' '.repeat(nameWidth)}  ${scale}`),
  ]
}
