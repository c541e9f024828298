import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import type { ImportedRow } from '../data/import/import-examples.ts'
import { StoreError, TaskError, messageOf } from '../errors.ts'
import { drawLines } from './draw-lines.ts'

export interface WriteImportOptions {
  path: string
  overwrite: boolean
  /** So many rows, drawn evenly; all rows without. */
  sample?: number
  seed?: number
}

/**
 * Writes imported rows as JSON lines, whole or not at all; no more than a few are ever held.
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
    const written = await writeLines(
      sample === undefined
        ? linesOf(rows)
        : drawLines(linesOf(rows), { size: sample, seed, spool: `${path}.drawn` }),
      partial,
    )
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

async function* linesOf(rows: AsyncIterable<ImportedRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}

async function writeLines(lines: AsyncIterable<string>, path: string): Promise<number> {
  const file = createWriteStream(path)
  await once(file, 'open')
  let count = 0
  for await (const line of lines) {
    count += 1
    if (!file.write(line)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  return count
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
