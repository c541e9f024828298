import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from './claim-partial.ts'

/**
 * Deletes what broken-off downloads of a file left in the cache, but nothing a living process is writing.
 *
 * @returns bytes that became free; 0 when there was nothing.
 */
export async function removePartials(home: string, file: string): Promise<number> {
  const models = join(home, 'models')
  const folders = await readdir(models, { withFileTypes: true }).catch(() => [])
  let freed = 0
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    for (const name of await readdir(join(models, folder.name))) {
      if (!isLeftOver(name, `${file}.partial`)) continue
      const path = join(models, folder.name, name)
      freed += (await stat(path)).size
      await rm(path, { force: true })
    }
  }
  return freed
}

function isLeftOver(name: string, prefix: string): boolean {
  if (name === prefix) return true
  const pid = name.startsWith(`${prefix}-`) ? Number(name.slice(prefix.length + 1)) : Number.NaN
  return Number.isInteger(pid) && !isAlive(pid)
}
