import { isAbsolute, resolve } from 'node:path'

/** Where an encoder's base is found: a catalogue name as it is, a folder from where the task file lies. */
export function placeOfBase(base: string, taskFolder: string): string {
  return base.startsWith('local:') || isAbsolute(base) ? base : resolve(taskFolder, base)
}
