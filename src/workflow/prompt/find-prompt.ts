import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import { StoreError, TaskError } from '../../errors.ts'
import { defaultPrompt, defaultPromptNames } from '../../methods/prompt/library/default-prompt.ts'
import { cannotUse, promptPath, readIfThere } from '../../methods/prompt/library/load-prompt.ts'
import type { PromptEvent } from '../../methods/prompt/library/prompt-event.ts'
import { promptVersion } from '../../methods/prompt/library/prompt-version.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import { recordedVersions } from '../../methods/prompt/library/recorded-versions.ts'
import { versionPath } from '../../methods/prompt/library/write-history.ts'
import { nearestKey } from '../nearest-key.ts'

/** What of a task its prompts depend on. */
export type PromptTask = Pick<Task, 'folder' | 'kind'>

/** A text of the library. */
export interface FoundPrompt {
  name: string
  version: string
  text: string
  /** Whether it is what `prompts/<name>.liquid` says, or would say once it is written. */
  isCurrent: boolean
}

/** A prompt's name, with `@version` where one was given. */
export interface PromptReference {
  name: string
  version?: string
}

/** Reads `short` or `short@1a2b3c`. */
export function parseReference(reference: string): PromptReference {
  const at = reference.indexOf('@')
  if (at === -1) return { name: reference }
  return { name: reference.slice(0, at), version: reference.slice(at + 1) }
}

/** The text of `prompts/<name>.liquid`; a strategy's default where it is not written yet. */
export async function currentText(task: PromptTask, name: string): Promise<string | undefined> {
  return (await readIfThere(promptPath(task.folder, name))) ?? defaultPrompt(task.kind, name)
}

/** Every name that has a file, a default or a history; sorted. */
export async function promptNames(task: PromptTask, events: readonly PromptEvent[]): Promise<string[]> {
  const files = await filesIn(join(task.folder, 'prompts'))
  const written = files.filter((file) => file.endsWith('.liquid')).map((file) => file.slice(0, -7))
  const names = [...written, ...defaultPromptNames(task.kind), ...events.map(({ name }) => name)]
  return [...new Set(names)].toSorted()
}

/**
 * Finds a prompt, or a version of it; the beginning of a version is enough where only one begins so.
 *
 * @throws TaskError with the nearest name, or the versions there are.
 */
export async function findPrompt(task: PromptTask, reference: string): Promise<FoundPrompt> {
  const { name, version } = parseReference(reference)
  const events = await readHistory(task.folder)
  const names = await promptNames(task, events)
  if (!names.includes(name)) throw unknownName(name, names)
  const text = await currentText(task, name)
  const current = text === undefined ? undefined : { version: promptVersion(text), text }
  const versions = recordedVersions(events, name).map((recorded) => recorded.version)
  if (version === undefined) {
    if (current !== undefined) return { name, ...current, isCurrent: true }
    throw new TaskError(`The file of the prompt ${name} was removed. Its versions: ${versions.join(', ')}.`, {
      hint: `crossover prompt promote ${name}@${versions.at(-1) ?? 'version'} brings one back.`,
    })
  }
  const known = [...new Set([...versions, ...(current === undefined ? [] : [current.version])])]
  const chosen = pickVersion(reference, version, known)
  if (chosen === current?.version) return { name, ...current, isCurrent: true }
  return { name, version: chosen, text: await versionText(task, { name, version: chosen }), isCurrent: false }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw cannotUse(folder, error)
  }
}

function unknownName(name: string, names: readonly string[]): TaskError {
  const nearest = nearestKey(name, names)
  return new TaskError(
    `There is no prompt "${name}".${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    {
      hint: `There are: ${names.join(', ')}. crossover prompt new ${name} writes one.`,
    },
  )
}

function pickVersion(reference: string, beginning: string, known: readonly string[]): string {
  const fitting = known.filter((version) => version.startsWith(beginning))
  const [only] = fitting
  if (beginning !== '' && only !== undefined && fitting.length === 1) return only
  const what = fitting.length > 1 ? `${reference} may be ${fitting.join(' or ')}` : `There is no ${reference}`
  throw new TaskError(`${what}. Versions: ${known.join(', ') || 'none yet'}.`)
}

async function versionText(task: PromptTask, kept: { name: string; version: string }): Promise<string> {
  const path = versionPath(task.folder, kept)
  const text = await readIfThere(path)
  if (text !== undefined && promptVersion(text) === kept.version) return text
  throw new StoreError(
    text === undefined
      ? `The text of ${kept.name}@${kept.version} is missing: ${path}.`
      : `${path} was changed: it is not ${kept.version} any more.`,
    { hint: 'Restore it from version control.' },
  )
}
