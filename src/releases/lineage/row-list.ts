import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import type { Example, Fingerprint } from '../../contracts/example.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { sha256 } from '../../text/sha256.ts'
import { readLines } from '../../store/read-lines.ts'
import { releaseWords } from '../line-file-words.ts'

const listedRowSchema = z.strictObject({
  id: z.string(),
  /** Of its input and answer: whether a row is still the same can be told without keeping its text. */
  sha256: z.string(),
})

/** A row by its id, and the digest of what it said. */
export type ListedRow = z.infer<typeof listedRowSchema>

/** A row as a list of rows has it. */
export function listedRow({ id, input, expected }: Example): ListedRow {
  return { id, sha256: sha256(canonicalJson({ input: { ...input }, expected })) }
}

/**
 * Keeps the ids of a set of rows under its fingerprint, so that they can be named when the files have changed. Texts are not
 * kept. One that is there is left alone.
 */
export async function keepRowList(
  taskFolder: string,
  fingerprint: Fingerprint,
  rows: readonly Example[],
): Promise<void> {
  const path = rowListPath(taskFolder, fingerprint)
  if (
    await stat(path).then(
      () => true,
      () => false,
    )
  )
    return
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.${process.pid}.partial`
  await writeFile(partial, rows.map((row) => `${JSON.stringify(listedRow(row))}\n`).join(''))
  await rename(partial, path)
}

/** The rows of a fingerprint; undefined where no run kept them. */
export async function readRowList(
  taskFolder: string,
  fingerprint: Fingerprint,
): Promise<ListedRow[] | undefined> {
  const path = rowListPath(taskFolder, fingerprint)
  const { entries } = await readLines({ path, schema: listedRowSchema, words: releaseWords })
  return entries.length === 0 ? undefined : entries
}

function rowListPath(taskFolder: string, fingerprint: Fingerprint): string {
  return join(taskFolder, '.crossover', 'rows', `${fingerprint}.jsonl`)
}
