import { join } from 'node:path'
import * as z from 'zod'
import { DataError } from '../../../errors.ts'
import { readIfThere } from './load-prompt.ts'
import { promptEventSchema, type PromptEvent } from './prompt-event.ts'

/** What happened to a task's prompts, oldest first. */
export interface PromptHistory {
  events: PromptEvent[]
  /** Bytes of the file that hold events: what is behind them a crash cut off. */
  wholeBytes: number
  /** Whether the last event lacks its line break. */
  needsBreak: boolean
}

/** Where the history of a task's prompts lies. */
export function historyPath(taskFolder: string): string {
  return join(taskFolder, 'prompts', 'history.jsonl')
}

/**
 * Reads `prompts/history.jsonl`; a missing file means nothing happened yet. A last line that a crash cut off is left out.
 *
 * @throws DataError when a whole line is no event; StoreError when the file cannot be read.
 */
export async function readHistory(taskFolder: string): Promise<PromptHistory> {
  const path = historyPath(taskFolder)
  const text = (await readIfThere(path)) ?? ''
  const end = text.lastIndexOf('\n') + 1
  const last = parseEvent(text.slice(end))
  const whole = text.slice(0, end)
  const events = whole
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => parseEvent(line) ?? badLine(path, number, line))
  return {
    events: last === undefined ? events : [...events, last],
    wholeBytes: Buffer.byteLength(last === undefined ? whole : text),
    needsBreak: last !== undefined,
  }
}

function parseEvent(line: string): PromptEvent | undefined {
  try {
    return promptEventSchema.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

const charactersShown = 80

function badLine(path: string, number: number, line: string): never {
  const isMerge = /^(<{7}|={7}|>{7})/u.test(line)
  throw new DataError(`${path} line ${number} is no event of a prompt: ${line.slice(0, charactersShown)}`, {
    hint: isMerge
      ? 'A merge is unfinished: keep the lines of both sides and delete the markers.'
      : 'Restore the file from version control, or delete the line: only what it tells is lost.',
  })
}
