import { randomUUID } from 'node:crypto'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { ModelError } from '../../errors.ts'
import { fileDigest } from './file-digest.ts'

const verifiedSchema = z.object({ size: z.number(), mtimeMs: z.number(), sha256: z.string() })
type Verified = z.infer<typeof verifiedSchema>

/** A file in the cache and the digest its bytes must have. */
export interface ExpectedFile {
  path: string
  sha256: string
}

/**
 * Whether a cached file is there and whole. Its digest is computed once and remembered beside it
 * (`<file>.verified.json`) for as long as size and modification time stay the same.
 *
 * @returns false when there is no such file.
 * @throws ModelError when its bytes are not those expected: it was cut off or changed, and must not be run.
 */
export async function isVerified({ path, sha256 }: ExpectedFile): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return false
  const known = await readVerified(path)
  if (known?.size === found.size && known.mtimeMs === found.mtimeMs && known.sha256 === sha256) return true
  const actual = await fileDigest(path)
  if (actual !== sha256) throw damaged({ path, sha256 }, actual)
  await writeNote(path, { size: found.size, mtimeMs: found.mtimeMs, sha256 })
  return true
}

/** Notes that a file has this digest, so that it is not read again while size and time stay. */
export async function rememberVerified({ path, sha256 }: ExpectedFile): Promise<void> {
  const { size, mtimeMs } = await stat(path)
  await writeNote(path, { size, mtimeMs, sha256 })
}

async function writeNote(path: string, note: Verified): Promise<void> {
  const temporary = `${notePath(path)}.${randomUUID()}`
  await writeFile(temporary, JSON.stringify(note))
  await rename(temporary, notePath(path))
}

async function readVerified(path: string): Promise<Verified | undefined> {
  const text = await readFile(notePath(path), 'utf8').catch(() => '')
  try {
    return verifiedSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function notePath(path: string): string {
  return `${path}.verified.json`
}

function damaged({ path, sha256 }: ExpectedFile, actual: string): ModelError {
  return new ModelError(`${path} is damaged: its sha256 is ${actual}, it must be ${sha256}.`, {
    hint: 'Delete this file and run the command again: it is then fetched anew.',
  })
}
