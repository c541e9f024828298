import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { folderSize } from '../watch-size.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { catalogue } from './catalogue.data.ts'
import { cachedPath } from './ensure-file.ts'
import { findEntry } from './find-entry.ts'

/**
 * Deletes a model's files from the cache (its vectors, kept by content, stay valid and stay).
 *
 * @returns bytes that became free; 0 when it was not there.
 * @throws ModelError when the name is unknown.
 */
export async function removeModel(
  name: string,
  home: string,
  entries: readonly CatalogueEntry[] = catalogue,
): Promise<number> {
  const { model, tokenizer } = findEntry(name, entries)
  const files = tokenizer === undefined ? [model] : [model, tokenizer]
  let freed = 0
  for (const file of files) {
    const folder = dirname(cachedPath(home, file))
    freed += await folderSize(folder)
    await rm(folder, { recursive: true, force: true })
  }
  return freed
}
