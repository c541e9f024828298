import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Json } from '../contracts/json.ts'
import { readLines } from './read-lines.ts'
import type { LineFile } from './read-lines.ts'

/**
 * Adds entries at the end of a file of JSON lines, written through to the disk; a line that a crash cut off is taken away
 * first.
 *
 * @throws DataError when the file is damaged, StoreError when it cannot be written.
 */
export async function appendLines<Entry extends Json>(
  file: LineFile<Entry>,
  entries: readonly Entry[],
): Promise<void> {
  const { path, words } = file
  if (entries.length === 0) return
  const { wholeBytes, needsBreak } = await readLines(file)
  try {
    await mkdir(dirname(path), { recursive: true })
    const opened = await open(path, 'a')
    try {
      await opened.truncate(wholeBytes)
      const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
      await opened.appendFile(needsBreak ? `\n${lines}` : lines)
      await opened.sync()
    } finally {
      await opened.close()
    }
  } catch (cause) {
    throw words.unusable(path, cause)
  }
}
