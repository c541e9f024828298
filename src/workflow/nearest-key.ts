import { distance } from 'fastest-levenshtein'

/**
 * The known key a mistyped one most likely meant: the fewest edits, at most a third of its length (at least two), case
 * and underscores aside. `undefined` when none is near.
 */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const typed = fold(key)
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(typed, fold(candidate)) }))
    .toSorted((a, b) => a.edits - b.edits)
  const [best] = ranked
  return best !== undefined && best.edits <= Math.max(2, Math.floor(typed.length / 3))
    ? best.candidate
    : undefined
}

function fold(key: string): string {
  return key.toLowerCase().replaceAll(/[_-]/gu, '')
}
