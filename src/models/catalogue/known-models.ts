import { entryOfAdded } from './added-model.ts'
import { addedModels } from './added-models.ts'
import { catalogue } from './catalogue.data.ts'
import type { CatalogueEntry } from './catalogue.ts'

/**
 * Every local model there is: the catalogue's, then those added to this cache.
 *
 * @param home the cache folder; empty for none.
 */
export function knownModels(home: string): CatalogueEntry[] {
  return [...catalogue, ...addedModels(home).map(entryOfAdded)]
}
