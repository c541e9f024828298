import { existsSync } from 'node:fs'
import type { CatalogueEntry } from './catalogue.ts'
import { knownModels } from './known-models.ts'
import { runnableFiles } from './model-files.ts'
import type { ModelFilePlace } from './model-files.ts'

/** One model as the reader sees it. */
export interface ModelStatus {
  name: string
  role: 'language' | 'embedding'
  title: string
  parameters: number
  licence: string
  /** The reader added it. */
  isAdded: boolean
  /** Tokens it was trained to read, where known. */
  contextTokens?: number
  /** All files it needs to run are there (their digests are checked when it is opened). */
  isCached: boolean
  /** sha256 of the weights that run. */
  sha256: string
  /** On disk, once cached. */
  bytes: number
  files: ModelFilePlace[]
}

/** Every model of the catalogue, in the cache or not, and those added to this cache. */
export function listModels(
  home: string,
  entries: readonly CatalogueEntry[] = knownModels(home),
): ModelStatus[] {
  return entries.map((entry) => {
    const {
      name,
      role,
      title,
      parameters,
      licence,
      model,
      transcoded,
      isAdded = false,
      contextTokens,
    } = entry
    const files = runnableFiles(entry, home)
    const isCached = files.every(({ path }) => existsSync(path))
    const { sha256 } = transcoded ?? model
    const bytes = files.reduce(
      (total, file) => total + file.bytes,
      transcoded === undefined ? 0 : model.bytes,
    )
    const facts = { name, role, title, parameters, licence, isAdded, isCached, sha256, bytes, files }
    return contextTokens === undefined ? facts : { ...facts, contextTokens }
  })
}
