const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']

/** Which opening of the sealed test set this verdict is (decision.md §3); above five the set is spent. */
export function openingWords(opening: number): string {
  if (opening < 1) return 'test set still sealed'
  const ordinal = ordinals[opening - 1]
  if (ordinal !== undefined) return `${ordinal} opening of this test set`
  return `opening ${opening} of this test set (spent)`
}
