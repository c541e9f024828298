import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreError, messageOf } from '../errors.ts'

const prefix = '.part-'
const staleAfterMs = 24 * 3_600_000

/**
 * Gives `work` an empty folder inside `parent` (so that a rename out of it is atomic) and removes it afterwards,
 * come what may. Folders that a killed process left there more than a day ago are removed too.
 *
 * @throws StoreError when `parent` cannot be written.
 */
export async function withTemporaryFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await makeFolder(parent)
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function makeFolder(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true })
    await removeStale(parent, Date.now() - staleAfterMs)
    return await mkdtemp(join(parent, prefix))
  } catch (error) {
    throw new StoreError(`The cache folder cannot be written: ${messageOf(error)}`, {
      hint: 'Set CROSSOVER_HOME to a folder that can be written.',
      cause: error,
    })
  }
}

async function removeStale(parent: string, beforeMs: number): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix))
  for (const name of names) {
    const path = join(parent, name)
    const age = await stat(path).catch(() => undefined)
    if (age !== undefined && age.mtimeMs < beforeMs) await rm(path, { recursive: true, force: true })
  }
}
