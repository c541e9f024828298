import type { DiffPiece } from '../../text/word-diff.ts'

/** Long stretches that do not differ lose their middle, so that the words that do are not lost in them. */
export function shortenSame(pieces: readonly DiffPiece[], most: number): DiffPiece[] {
  return pieces.map(({ text, differs }, at) => {
    const characters = Array.from(text)
    if (characters.length <= most) return { text, differs }
    const half = Math.floor(most / 2)
    const start = characters.slice(0, half).join('')
    const end = characters.slice(-half).join('')
    if (differs) return { text: `${start}…${end}`, differs }
    return { text: `${at === 0 ? '' : start}…${at === pieces.length - 1 ? '' : end}`, differs }
  })
}
