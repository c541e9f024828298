import { dirname, join } from 'node:path'
import type { CatalogueEntry } from './catalogue.ts'
import { cachedPath } from './ensure-file.ts'

/** One file of a model in the cache, there or not. */
export interface ModelFilePlace {
  path: string
  sha256: string
  bytes: number
}

/** The files a model needs to run: its weights (transcoded, where they are) and its tokenizer. */
export function runnableFiles(
  { model, tokenizer, transcoded }: CatalogueEntry,
  home: string,
): ModelFilePlace[] {
  const weights =
    transcoded === undefined
      ? { path: cachedPath(home, model), sha256: model.sha256, bytes: model.bytes }
      : { ...transcoded, path: join(dirname(cachedPath(home, model)), transcoded.file) }
  const { path, sha256, bytes } = weights
  if (tokenizer === undefined) return [{ path, sha256, bytes }]
  return [
    { path, sha256, bytes },
    { path: cachedPath(home, tokenizer), sha256: tokenizer.sha256, bytes: tokenizer.bytes },
  ]
}
