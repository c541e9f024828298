import { nearDuplicateIndex } from '../../text/near-duplicates.ts'
import type { FusedRow } from './fuse-ranks.ts'

/** The ranked rows without those whose text is near that of one ranked higher. */
export function withoutNearDuplicates(
  ranked: readonly FusedRow[],
  passages: readonly { text: string }[],
): FusedRow[] {
  const texts = ranked.map(({ row }) => passages[row]?.text ?? '')
  const index = nearDuplicateIndex(texts)
  const kept = new Set<number>()
  return ranked.filter((_, at) => {
    const isRepeat = index.near(texts[at] ?? '').some(({ row }) => kept.has(row))
    if (!isRepeat) kept.add(at)
    return !isRepeat
  })
}
