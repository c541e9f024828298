import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StoreError, messageOf } from '../errors.ts'

/**
 * Makes `.crossover/` beside the task file.
 *
 * @returns the absolute path of the folder.
 * @throws StoreError when it cannot be written.
 */
export function makeStateFolder(taskFolder: string): string {
  const folder = join(taskFolder, '.crossover')
  try {
    mkdirSync(join(folder, 'artifacts'), { recursive: true })
    mkdirSync(join(folder, 'reports'), { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw new StoreError(`Cannot write to ${folder}: ${messageOf(cause)}.`, {
      hint: 'crossover keeps its state beside the task file: make that folder writable, or copy the task elsewhere.',
      cause,
    })
  }
  return folder
}
