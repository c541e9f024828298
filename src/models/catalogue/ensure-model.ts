import type { ModelIdentity } from '../../contracts/model.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { ensureFastWeights } from './ensure-fast-weights.ts'
import { ensureFile } from './ensure-file.ts'
import { fetchContext } from './fetch-context.ts'
import type { FetchOptions } from './fetch-context.ts'
import { findEntry } from './find-entry.ts'
import { identityOf } from './identity-of.ts'
import { knownModels } from './known-models.ts'

export interface ModelOptions extends FetchOptions {
  /** As in the task file, e.g. `local:minilm-l6`. */
  name: string
  /** The cache folder, absolute. */
  home: string
  entries?: readonly CatalogueEntry[] | undefined
}

/** A model in the cache, its bytes checked. */
export interface CachedModel {
  name: string
  /** `sha256` is that of the file that runs. */
  identity: ModelIdentity
  files: {
    /** The weights that run. */
    model: string
    tokenizer?: string
  }
}

/**
 * A model by name: from the cache, else fetched (and made ready to run fast) and kept there.
 *
 * @throws ModelError when the name is unknown, a cached file is damaged, or no source can be reached.
 */
export async function ensureModel(options: ModelOptions): Promise<CachedModel> {
  const { name, home, entries = knownModels(home) } = options
  const entry = findEntry(name, entries)
  const context = fetchContext(options)
  const identity = identityOf(entry)
  if (entry.transcoded !== undefined) {
    const weights = { source: entry.model, transcoded: entry.transcoded }
    const model = await ensureFastWeights(weights, home, context)
    return { name, identity, files: { model } }
  }
  const model = await ensureFile(home, entry.model, context)
  if (entry.tokenizer === undefined) return { name, identity, files: { model } }
  return { name, identity, files: { model, tokenizer: await ensureFile(home, entry.tokenizer, context) } }
}
