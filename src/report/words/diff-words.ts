import { type DiffPiece, type WordDiff, wordDiff } from '../../text/word-diff.ts'

/** Long stretches that do not differ lose their middle, so that the words that do are not lost in them. */
export function shortenSame(pieces: readonly DiffPiece[], most: number): DiffPiece[] {
  return pieces.map(({ text, differs }, at) => {
    const characters = Array.from(text)
    if (characters.length <= most) return { text, differs }
    const half = Math.floor(most / 2)
    const start = characters.slice(0, half).join('')
    const end = characters.slice(-half).join('')
    if (pieces.length === 1) return { text: `${characters.slice(0, most).join('')}…`, differs }
    if (differs) return { text: `${start}…${end}`, differs }
    return { text: `${at === 0 ? '' : start}…${at === pieces.length - 1 ? '' : end}`, differs }
  })
}

/** The words in which two texts differ as a reader sees them: case alone is no difference. */
export function readersDiff(left: string, right: string): WordDiff {
  return wordDiff(left, right, (word) => word.toLowerCase())
}
