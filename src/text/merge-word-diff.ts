import type { WordDiff } from './word-diff.ts'

/** A piece of two texts laid over each other. */
export interface MergedPiece {
  text: string
  change: 'same' | 'removed' | 'added'
}

/** Both sides of a diff as one text: what the left alone has, then what the right alone has, then what both have. */
export function mergeWordDiff({ left, right }: WordDiff): MergedPiece[] {
  const removed = cutAtChanges(left)
  const added = cutAtChanges(right)
  const shared = commonCuts(removed.cuts, added.cuts)
  const same = left.map(({ text, differs }) => (differs ? '' : text)).join('')
  return shared.flatMap((cut, index): MergedPiece[] => {
    const pieces: MergedPiece[] = [
      { text: removed.at.get(cut) ?? '', change: 'removed' },
      { text: added.at.get(cut) ?? '', change: 'added' },
      { text: same.slice(cut, shared[index + 1] ?? same.length), change: 'same' },
    ]
    return pieces.filter(({ text }) => text !== '')
  })
}

/** Where in the shared text a side's own pieces stand. */
function cutAtChanges(pieces: WordDiff['left']): { at: Map<number, string>; cuts: number[] } {
  const at = new Map<number, string>()
  let position = 0
  for (const { text, differs } of pieces) {
    if (differs) at.set(position, (at.get(position) ?? '') + text)
    else position += text.length
  }
  return { at, cuts: [...at.keys()] }
}

function commonCuts(one: readonly number[], other: readonly number[]): number[] {
  return [...new Set([0, ...one, ...other])].toSorted((a, b) => a - b)
}
