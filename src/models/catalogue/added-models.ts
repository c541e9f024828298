import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreError, messageOf } from '../../errors.ts'
import { addedModelSchema, type AddedModel } from './added-model.ts'

/**
 * The models the reader added to this cache, by name. Each has a file of its own, so that two programs that add at the
 * same time lose nothing.
 *
 * @param home the cache folder; empty for none.
 * @throws StoreError when one of these files cannot be understood.
 */
export function addedModels(home: string): AddedModel[] {
  if (home === '') return []
  const folder = addedFolder(home)
  return fileNames(folder)
    .map((file) => readAdded(join(folder, file)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Pins a model; one of the same name is replaced at once or not at all. */
export async function pinAdded(home: string, added: AddedModel): Promise<void> {
  const path = pathOf(home, added.name)
  await mkdir(addedFolder(home), { recursive: true })
  const temporary = `${path}.${randomUUID()}`
  await writeFile(temporary, `${JSON.stringify(added, undefined, 2)}\n`)
  await rename(temporary, path)
}

/** Forgets a model; its weights are removed by `removeModel`. */
export async function unpinAdded(home: string, name: string): Promise<void> {
  await rm(pathOf(home, name), { force: true })
}

function addedFolder(home: string): string {
  return join(home, 'models', 'added')
}

/** `%` keeps slashes and colons out of the file's name. */
function pathOf(home: string, name: string): string {
  return join(addedFolder(home), `${encodeURIComponent(name)}.json`)
}

function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

function readAdded(path: string): AddedModel {
  try {
    return addedModelSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new StoreError(`${path} cannot be read as an added model: ${messageOf(cause).slice(0, 200)}`, {
      hint: 'Delete this file, then add the model again.',
      cause,
    })
  }
}
