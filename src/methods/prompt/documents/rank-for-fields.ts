import type { KnowledgeIndex } from '../../../knowledge/search/open-index.ts'
import type { Passage } from '../../../knowledge/split/passage.ts'
import type { FieldSearch } from './field-searches.ts'

/**
 * Passages for all fields in one order: the best of each field, then the second of each, and so on, each once. However
 * few fit, every field has had its turn.
 */
export async function rankForFields(
  index: KnowledgeIndex,
  searches: readonly FieldSearch[],
  { perField, signal }: { perField: number; signal: AbortSignal },
): Promise<Passage[]> {
  const lists: Passage[][] = []
  for (const { queries } of searches) {
    const found = await index.search(queries, { k: perField, signal })
    lists.push(found.map(({ passage }) => passage))
  }
  const places = Array.from({ length: perField }, (_, place) => place)
  return [...new Set(places.flatMap((place) => lists.flatMap((list) => list[place] ?? [])))]
}
