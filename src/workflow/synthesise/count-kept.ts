import type { Written } from './written-example.ts'

/** Examples of each answer. */
export function countKept(kept: readonly Written[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { expected } of kept) counts.set(expected, (counts.get(expected) ?? 0) + 1)
  return counts
}
