import type { ExamplePair } from '../../contracts/data-texts.ts'
import type { DiffPiece } from '../../text/word-diff.ts'
import { formatCount } from '../words/format-count.ts'
import { readersDiff, shortenSame } from '../words/diff-words.ts'
import type { TerminalOptions } from './colours.ts'
import { printableText } from './printable-text.ts'
import { wrapText } from './wrap-text.ts'

const mostPairs = 3
const longestSame = 80
const mostLines = 4

/** The first pairs, one text below the other; words that differ stand in [brackets]. */
export function pairLines(pairs: readonly ExamplePair[], { colours, width }: TerminalOptions): string[] {
  const shown = pairs.slice(0, mostPairs)
  const more = pairs.length - shown.length
  return [
    ...shown.flatMap(({ left, right }) => {
      const diff = readersDiff(left.text, right.text)
      return [...side(left, diff.left, width), ...side(right, diff.right, width)]
    }),
    ...(more === 0
      ? []
      : [colours.dim(`  and ${formatCount(more)} more pairs (--json and the report have them)`)]),
  ]
}

function side({ id, answer }: ExamplePair['left'], pieces: DiffPiece[], width: number): string[] {
  const text = shortenSame(pieces, longestSame).map(marked).join('')
  const said = answer === undefined ? '' : ` → ${answer.slice(0, longestSame)}`
  const lines = wrapText(printableText(`${id}${said}: ${text}`), width - 4, 2)
  const cut = lines.length > mostLines ? [...lines.slice(0, mostLines - 1), '  …'] : lines
  return cut.map((line) => `  ${line}`)
}

/** Spaces at the ends stay outside, or the brackets would hang in the air. */
function marked({ text, differs }: DiffPiece): string {
  if (!differs || text.trim() === '') return text
  return text.replace(/^(\s*)([\s\S]*?)(\s*)$/u, '$1[$2]$3')
}
