import { createReadStream } from 'node:fs'
import { createHash, randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** What Python leaves beside its sources differs from run to run. */
const compiled = '__pycache__'

/**
 * Puts a file or folder where another machine sees it: `<folder>/<digest>/<name>`, once for each content, whole or not there.
 *
 * @returns its path there. What is there already is taken for whole: its name is the digest of what it holds.
 */
export async function shareFile(path: string, folder: string): Promise<string> {
  const digest = await digestOf(path)
  const place = join(folder, digest)
  const shared = join(place, basename(path))
  if (await exists(shared)) return shared
  const aside = `${place}.${randomUUID()}.new`
  await mkdir(aside, { recursive: true })
  await cp(path, join(aside, basename(path)), {
    recursive: true,
    dereference: true,
    filter: (source) => basename(source) !== compiled,
  })
  try {
    await rename(aside, place)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    // Another process was quicker.
    if (!(await exists(shared))) throw error
  }
  return shared
}

/** Of a folder: names and digests of all it holds, in order of names. */
async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  if (!(await stat(path)).isDirectory()) {
    await pipeline(createReadStream(path), hash)
    return hash.digest('hex')
  }
  const names = (await readdir(path)).filter((name) => name !== compiled).toSorted()
  for (const name of names) hash.update(`${name}\0${await digestOf(join(path, name))}\n`)
  return hash.digest('hex')
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
