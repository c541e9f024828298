import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import { StoreError, messageOf } from '../../errors.ts'
import { defaultPrompts, type PromptName } from './default-prompts.data.ts'

/**
 * Reads `prompts/<name>.liquid` beside the task file; where there is none, writes the default there first, so that it
 * can be read, edited and committed.
 *
 * @throws StoreError when the folder can be neither read nor written.
 */
export async function loadPrompt(
  { folder: taskFolder, kind }: Pick<Task, 'folder' | 'kind'>,
  name: PromptName,
): Promise<string> {
  const path = promptPath(taskFolder, name)
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw cannotRead(path, error)
  }
  try {
    await mkdir(join(taskFolder, 'prompts'), { recursive: true })
    await writeFile(path, defaultPrompts[kind][name], { flag: 'wx' })
  } catch (error) {
    throw cannotRead(path, error)
  }
  return defaultPrompts[kind][name]
}

/** Where a prompt lies, for messages and for the library. */
export function promptPath(taskFolder: string, name: PromptName): string {
  return join(taskFolder, 'prompts', `${name}.liquid`)
}

function cannotRead(path: string, cause: unknown): StoreError {
  return new StoreError(`Cannot use ${path}: ${messageOf(cause)}.`, {
    hint: 'Prompts live beside the task file: make that folder readable and writable.',
    cause,
  })
}
