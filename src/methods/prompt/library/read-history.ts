import { join } from 'node:path'
import { readLines, type LineFile } from '../../../store/read-lines.ts'
import { cannotUse } from './load-prompt.ts'
import { promptEventSchema, type PromptEvent } from './prompt-event.ts'

/** Where the history of a task's prompts lies. */
export function historyPath(taskFolder: string): string {
  return join(taskFolder, 'prompts', 'history.jsonl')
}

/** The history as a file that is only ever added to. */
export function historyFile(taskFolder: string): LineFile<PromptEvent> {
  return {
    path: historyPath(taskFolder),
    schema: promptEventSchema,
    words: {
      bad: 'is no event of a prompt',
      restore: 'Restore the file from version control, or delete the line: only what it tells is lost.',
      unusable: cannotUse,
    },
  }
}

/**
 * What happened to a task's prompts, oldest first; a missing file means nothing happened yet. A last line that a crash cut off
 * is left out.
 *
 * @throws DataError when a whole line is no event; StoreError when the file cannot be read.
 */
export async function readHistory(taskFolder: string): Promise<PromptEvent[]> {
  const { entries } = await readLines(historyFile(taskFolder))
  return entries
}
