import type { KnowledgeIndex } from '../../../knowledge/search/open-index.ts'
import type { Passage } from '../../../knowledge/split/passage.ts'
import type { FieldSearch } from './field-searches.ts'

/**
 * Passages for all fields in one order, each once: the best of each field by words and vectors together, then the best by
 * words alone (an embedder hardly tells one number or name from another), then the second of both, and so on. However
 * few fit, every field has had its turn.
 */
export async function rankForFields(
  index: KnowledgeIndex,
  searches: readonly FieldSearch[],
  { perField, signal }: { perField: number; signal: AbortSignal },
): Promise<Passage[]> {
  const lists: { both: Passage[]; words: Passage[] }[] = []
  for (const { queries } of searches) {
    const found = async (by: 'both' | 'words') =>
      (await index.search(queries, { k: perField, by, signal })).map(({ passage }) => passage)
    lists.push({ both: await found('both'), words: await found('words') })
  }
  const turns = Array.from({ length: perField }, (_, place) => [
    ...lists.flatMap(({ both }) => both[place] ?? []),
    ...lists.flatMap(({ words }) => words[place] ?? []),
  ])
  return [...new Set(turns.flat())]
}
