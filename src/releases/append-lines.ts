import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type * as z from 'zod'
import type { Json } from '../contracts/json.ts'
import { StoreError, messageOf } from '../errors.ts'
import { readLines } from './read-lines.ts'

/**
 * Adds entries at the end of a file of JSON lines, written through to the disk; a line that a crash cut off is taken away
 * first.
 *
 * @throws DataError when the file is damaged, StoreError when it cannot be written.
 */
export async function appendLines<Entry extends Json>(
  path: string,
  schema: z.ZodType<Entry>,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return
  const { wholeBytes, needsBreak } = await readLines(path, schema)
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(path, 'a')
    try {
      await file.truncate(wholeBytes)
      const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
      await file.appendFile(needsBreak ? `\n${lines}` : lines)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new StoreError(`Cannot write ${path}: ${messageOf(cause)}.`, {
      hint: 'Releases are kept beside the task file: make that folder writable.',
      cause,
    })
  }
}
