import type { Example } from '../contracts/example.ts'

/** Rows of each label, in order of label. */
export function countLabels(rows: readonly Pick<Example, 'expected'>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { expected } of rows) counts.set(expected, (counts.get(expected) ?? 0) + 1)
  return new Map([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
