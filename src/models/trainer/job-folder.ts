import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '../../errors.ts'

/** A folder of `folder` that is `key`'s alone, made where it is missing. @throws DataError for a key that names no folder. */
export async function jobFolder(folder: string, key: string): Promise<string> {
  const path = pathOf(folder, key)
  await mkdir(path, { recursive: true })
  return path
}

/** Removes `key`'s folder with all that is in it. @throws DataError for a key that names no folder. */
export async function removeJobFolder(folder: string, key: string): Promise<void> {
  const path = pathOf(folder, key)
  // What stays takes room and does no harm: no reason to lose a run that is done.
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
}

function pathOf(folder: string, key: string): string {
  if (/^[a-z0-9-]{1,64}$/.test(key)) return join(folder, key)
  throw new DataError(`A job's key is ${JSON.stringify(key)}. It may hold a to z, 0 to 9 and -, 64 at most.`)
}
