import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import type { ImportedRow } from '../data/import/import-examples.ts'
import { StoreError, TaskError, messageOf } from '../errors.ts'
import { randomSource } from '../stats/random-source.ts'

export interface WriteImportOptions {
  path: string
  overwrite: boolean
  /** So many rows, drawn evenly; all rows without. */
  sample?: number
  seed?: number
}

/**
 * Writes imported rows as JSON lines, whole or not at all; only a sample is ever held.
 *
 * @returns the number of rows written.
 * @throws TaskError when the file exists and may not be replaced, StoreError when it cannot be written.
 */
export async function writeImport(
  rows: AsyncIterable<ImportedRow>,
  { path, overwrite, sample, seed = 1 }: WriteImportOptions,
): Promise<number> {
  await assertFree(path, overwrite)
  const partial = `${path}.partial`
  try {
    const written = await writeLines(sample === undefined ? rows : drawn(rows, sample, seed), partial)
    await rename(partial, path)
    return written
  } catch (error) {
    await rm(partial, { force: true })
    if (isSystemError(error))
      throw new StoreError(`Cannot write ${path}: ${messageOf(error)}.`, { cause: error })
    throw error
  }
}

/** @throws TaskError when the file exists and may not be replaced. */
export async function assertFree(path: string, overwrite: boolean): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  if (exists && !overwrite)
    throw new TaskError(`${path} exists already.`, {
      hint: 'Use --force to replace it, or --output for another place.',
    })
}

async function writeLines(
  rows: AsyncIterable<ImportedRow> | Iterable<ImportedRow>,
  path: string,
): Promise<number> {
  const file = createWriteStream(path)
  await once(file, 'open')
  let count = 0
  for await (const row of rows) {
    count += 1
    if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  return count
}

/** Reservoir sampling (Vitter 1985, algorithm R); the drawn rows keep their order. */
async function* drawn(
  rows: AsyncIterable<ImportedRow>,
  size: number,
  seed: number,
): AsyncGenerator<ImportedRow> {
  const random = randomSource(seed)
  const kept: { at: number; row: ImportedRow }[] = []
  let at = 0
  for await (const row of rows) {
    const place = at < size ? at : random.below(at + 1)
    if (place < size) kept[place] = { at, row }
    at += 1
  }
  for (const { row } of kept.toSorted((a, b) => a.at - b.at)) yield row
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
