import { join } from 'node:path'
import { appendLines } from '../../../store/append-lines.ts'
import { readIfThere, writePrompt } from './load-prompt.ts'
import type { PromptEvent } from './prompt-event.ts'
import { historyFile } from './read-history.ts'

/**
 * Adds events at the end of `prompts/history.jsonl`, a line each; a line that a crash cut off is taken away first.
 *
 * @throws DataError when the file is damaged, StoreError when it cannot be written.
 */
export async function appendEvents(taskFolder: string, events: readonly PromptEvent[]): Promise<void> {
  await appendLines(historyFile(taskFolder), events)
}

/** Where the text of a version is kept. */
export function versionPath(
  taskFolder: string,
  { name, version }: { name: string; version: string },
): string {
  return join(taskFolder, 'prompts', 'versions', name, `${version}.liquid`)
}

/** Keeps the text of a version; one that is there is left alone. @throws StoreError when it cannot be written. */
export async function keepVersion(
  taskFolder: string,
  kept: { name: string; version: string; text: string },
): Promise<void> {
  const path = versionPath(taskFolder, kept)
  if ((await readIfThere(path)) === undefined) await writePrompt(path, kept.text)
}
