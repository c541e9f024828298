import type { WordDiff } from './word-diff.ts'

/** A piece of two texts laid over each other. */
export interface MergedPiece {
  text: string
  change: 'same' | 'removed' | 'added'
}

/**
 * Both sides of a diff as one text: what the left alone has, then what the right alone has, then what both have. Words that
 * follow each other and all changed are one piece, though the spaces between them are the same.
 */
export function mergeWordDiff({ left, right }: WordDiff): MergedPiece[] {
  const removed = cutAtChanges(left)
  const added = cutAtChanges(right)
  const shared = commonCuts(removed.cuts, added.cuts)
  const same = left.map(({ text, differs }) => (differs ? '' : text)).join('')
  const changes = shared.map((cut, index) => ({
    removed: removed.at.get(cut) ?? '',
    added: added.at.get(cut) ?? '',
    same: same.slice(cut, shared[index + 1] ?? same.length),
  }))
  return joinedAcrossSpaces(changes).flatMap((change) =>
    (['removed', 'added', 'same'] as const).flatMap((kind): MergedPiece[] =>
      change[kind] === '' ? [] : [{ text: change[kind], change: kind }],
    ),
  )
}

interface Change {
  removed: string
  added: string
  same: string
}

function joinedAcrossSpaces(changes: readonly Change[]): Change[] {
  const joined: Change[] = []
  for (const change of changes) {
    const last = joined.at(-1)
    if (last === undefined || !/^ +$/u.test(last.same) || last.removed + last.added === '') {
      joined.push({ ...change })
      continue
    }
    last.removed += last.same + change.removed
    last.added += last.same + change.added
    last.same = change.same
  }
  return joined
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
