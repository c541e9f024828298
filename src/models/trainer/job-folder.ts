import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '../../errors.ts'

/** A folder of `folder` that is `key`'s alone, made where it is missing. @throws DataError for a key that names no folder. */
export async function jobFolder(folder: string, key: string): Promise<string> {
  if (!/^[a-z0-9-]{1,64}$/.test(key))
    throw new DataError(
      `A job's key is ${JSON.stringify(key)}. It may hold a to z, 0 to 9 and -, 64 at most.`,
    )
  const path = join(folder, key)
  await mkdir(path, { recursive: true })
  return path
}
