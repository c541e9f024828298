import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Task } from '../../../contracts/task.ts'
import { StoreError, TaskError, messageOf } from '../../../errors.ts'
import { defaultPrompt } from './default-prompt.ts'

/**
 * Reads `prompts/<name>.liquid` beside the task file; where a strategy's own is not there yet, writes the default there
 * first, so that it can be read, edited and committed.
 *
 * @throws TaskError for a prompt that has no file and no default; StoreError when the folder can be neither read nor written.
 */
export async function loadPrompt(
  { folder, kind }: Pick<Task, 'folder' | 'kind'>,
  name: string,
): Promise<string> {
  const path = promptPath(folder, name)
  const written = await readIfThere(path)
  if (written !== undefined) return written
  const text = defaultPrompt(kind, name)
  if (text === undefined)
    throw new TaskError(`There is no prompt ${path}.`, {
      hint: `crossover prompt new ${name} writes one; crossover prompt list shows what there is.`,
    })
  await writePrompt(path, text)
  return text
}

/** Where a prompt lies, for messages and for the library. */
export function promptPath(taskFolder: string, name: string): string {
  return join(taskFolder, 'prompts', `${name}.liquid`)
}

/** A file's text, or nothing where there is none. @throws StoreError when it cannot be read. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw cannotUse(path, error)
  }
}

/** Writes a prompt's text, its folder too. @throws StoreError when that cannot be written. */
export async function writePrompt(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  } catch (error) {
    throw cannotUse(path, error)
  }
}

/** What to say when a file of the library can be neither read nor written. */
export function cannotUse(path: string, cause: unknown): StoreError {
  return new StoreError(`Cannot use ${path}: ${messageOf(cause)}.`, {
    hint: 'Prompts live beside the task file: make that folder readable and writable.',
    cause,
  })
}
