import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const prefix = '.part-'
const staleAfterMs = 24 * 3_600_000

/**
 * Gives `work` an empty folder inside `parent` (so that a rename out of it is atomic) and removes it afterwards,
 * come what may. Folders that a killed process left there more than a day ago are removed too.
 */
export async function withTemporaryFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true })
  await removeStale(parent, Date.now() - staleAfterMs)
  const folder = await mkdtemp(join(parent, prefix))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
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
