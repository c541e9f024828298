import { rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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
  const others = entries.filter((other) => other !== entry).flatMap(filesOf)
  if (entry.isAdded === true) await unpinAdded(home, name)
  let freed = 0
  for (const file of filesOf(entry)) {
    const sharing = others.filter(({ sha256 }) => sha256 === file.sha256)
    freed += sharing.length === 0 ? await removeFolder(home, file) : await removeNames(home, file, sharing)
  }
  return freed
}

/** A file's folder in the cache, by its digest, and the names that are this model's there. */
interface CachedFile {
  file: string
  sha256: string
  names: string[]
}

function filesOf({ model, tokenizer, transcoded }: CatalogueEntry): CachedFile[] {
  const names = transcoded === undefined ? [model.file] : [model.file, transcoded.file]
  const weights = { file: model.file, sha256: model.sha256, names }
  if (tokenizer === undefined) return [weights]
  return [weights, { file: tokenizer.file, sha256: tokenizer.sha256, names: [tokenizer.file] }]
}

async function removeFolder(home: string, file: CachedFile): Promise<number> {
  const folder = dirname(cachedPath(home, file))
  const freed = await folderSize(folder)
  await rm(folder, { recursive: true, force: true })
  return freed
}

/** Other models have the same bytes: what only this one calls by its name goes. */
async function removeNames(home: string, file: CachedFile, sharing: CachedFile[]): Promise<number> {
  const kept = new Set(sharing.flatMap(({ names }) => names))
  let freed = 0
  for (const name of file.names.filter((each) => !kept.has(each))) {
    const path = join(dirname(cachedPath(home, file)), name)
    freed += await stat(path).then(
      ({ size }) => size,
      () => 0,
    )
    await rm(path, { force: true })
    await rm(`${path}.verified.json`, { force: true })
  }
  return freed
}
