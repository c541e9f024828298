import { displayWidth, takeColumns } from '../display-width.ts'
import { keepUnits } from '../words/keep-units.ts'

const nonBreakingSpace = '\u00A0'

/** Breaks a text into lines of at most `width` columns; lines after the first start with `indent` spaces. */
export function wrapText(text: string, width: number, indent = 0): string[] {
  const lines: string[] = []
  const margin = ' '.repeat(Math.min(indent, Math.floor(width / 2)))
  let line = ''
  for (const word of words(text)) {
    const joined = line === '' || line === margin ? line + word : `${line} ${word}`
    if (displayWidth(joined) <= width) {
      line = joined
      continue
    }
    if (line.trim() !== '') lines.push(line)
    const pieces = breakWord(word, width - margin.length)
    lines.push(...pieces.slice(0, -1).map((piece) => withMargin(piece, lines.length > 0 ? margin : '')))
    line = withMargin(pieces.at(-1) ?? '', lines.length > 0 ? margin : '')
  }
  if (line.trim() !== '') lines.push(line)
  return lines.map((wrapped) => wrapped.replaceAll(nonBreakingSpace, ' '))
}

function words(text: string): string[] {
  return keepUnits(text)
    .split(/ +/u)
    .filter((part) => part !== '')
}

function withMargin(piece: string, margin: string): string {
  return margin + piece
}

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = []
  let rest = word
  while (displayWidth(rest) > width) {
    const piece = takeColumns(rest, width)
    if (piece === '') break
    pieces.push(piece)
    rest = rest.slice(piece.length)
  }
  return [...pieces, rest]
}
