import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { folderSize } from '../watch-size.ts'
import { unpinAdded } from './added-models.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { cachedPath } from './ensure-file.ts'
import { findEntry } from './find-entry.ts'
import { parseHubName } from './hub/hub-name.ts'
import { removePartials } from './hub/remove-partials.ts'
import { knownModels } from './known-models.ts'

/**
 * Deletes a model's files from the cache (its vectors, kept by content, stay valid and stay), and forgets it when the
 * reader had added it. Files that another known model also has stay. Of a model of the hub that was never completed,
 * what came is deleted.
 *
 * @returns bytes that became free; 0 when nothing was there or everything is shared.
 * @throws ModelError when the name is unknown.
 */
export async function removeModel(
  name: string,
  home: string,
  entries: readonly CatalogueEntry[] = knownModels(home),
): Promise<number> {
  const isUnfinished = name.startsWith('hf:') && entries.every((entry) => entry.name !== name)
  const freedParts = isUnfinished ? await removePartials(home, parseHubName(name).file) : 0
  if (freedParts > 0) return freedParts
  const entry = findEntry(name, entries)
  const others = new Set(
    entries
      .filter((other) => other !== entry)
      .flatMap(filesOf)
      .map(({ sha256 }) => sha256),
  )
  if (entry.isAdded === true) await unpinAdded(home, name)
  let freed = 0
  for (const file of filesOf(entry).filter(({ sha256 }) => !others.has(sha256))) {
    const folder = dirname(cachedPath(home, file))
    freed += await folderSize(folder)
    await rm(folder, { recursive: true, force: true })
  }
  return freed
}

function filesOf({ model, tokenizer }: CatalogueEntry): CatalogueEntry['model'][] {
  return tokenizer === undefined ? [model] : [model, tokenizer]
}
