import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { promptNameSchema } from '../../contracts/task.ts'
import { TaskError, messageOf } from '../../errors.ts'
import { allowedVariables, checkPrompt } from '../../methods/prompt/library/check-prompt.ts'
import { defaultPrompt } from '../../methods/prompt/library/default-prompt.ts'
import type { VariableMap } from '../../methods/prompt/library/imported-prompt.ts'
import { importPrompty } from '../../methods/prompt/library/import-prompty.ts'
import { importText } from '../../methods/prompt/library/import-text.ts'
import { promptPath, readIfThere, writePrompt } from '../../methods/prompt/library/load-prompt.ts'
import { promptVersion } from '../../methods/prompt/library/prompt-version.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import { findPrompt, type PromptTask } from './find-prompt.ts'
import { recordVersion, type Doing } from './record-version.ts'

/** A prompt that was written. */
export interface CreatedPrompt {
  name: string
  version: string
  path: string
  variables: string[]
  notes: string[]
}

/** What a new prompt starts with, and what is written down about it. */
export interface Creation extends Doing {
  name: string
  note?: string
}

/**
 * Writes `prompts/<name>.liquid`: a copy of another prompt or of one of its versions, or a file's text.
 *
 * @param creation `from` is a name, `name@version`, or a path (which has a dot or a slash).
 * @throws TaskError for a bad or taken name, or an unknown `from`.
 */
export async function newPrompt(
  task: PromptTask,
  { from, ...creation }: Creation & { from: string },
): Promise<CreatedPrompt> {
  if (/[./\\]/u.test(from)) return importPrompt(task, from, creation)
  await assertFree(task, creation.name)
  const found = await findPrompt(task, from)
  const { author, at, name } = creation
  // What it is made from must be found again later, whatever becomes of that file.
  await recordVersion(task, { found, events: await readHistory(task.folder) }, { author, at })
  const parent = `${found.name}@${found.version}`
  const note = creation.note === undefined ? {} : { note: creation.note }
  return create(task, { text: found.text, notes: [] }, { name, author, at, parent, ...note })
}

/**
 * Writes `prompts/<name>.liquid` from a file: `.prompty`, or a plain text.
 *
 * @param creation `name` is taken from the file where it is not given; `map` says what the file's variables are here.
 * @throws TaskError for a bad or taken name, a file that cannot be read, or a template that cannot be used.
 */
export async function importPrompt(
  task: PromptTask,
  file: string,
  { map = {}, name: given, ...creation }: Omit<Creation, 'name'> & { name?: string; map?: VariableMap },
): Promise<CreatedPrompt> {
  const source = await readSource(file)
  const mapping = { file, map, allowed: allowedVariables({ name: given ?? '', kind: task.kind }) }
  const isPrompty = extname(file).toLowerCase() === '.prompty'
  const imported = isPrompty ? importPrompty(source, mapping) : importText(source, mapping)
  const name = given ?? slugOf(imported.title ?? basename(file, extname(file)))
  await assertFree(task, name)
  const note = creation.note ?? imported.description ?? `imported from ${basename(file)}`
  return create(task, imported, { ...creation, name, note })
}

async function create(
  task: PromptTask,
  { text, notes }: { text: string; notes: string[] },
  { name, ...facts }: Creation & { parent?: string },
): Promise<CreatedPrompt> {
  const path = promptPath(task.folder, name)
  const variables = checkPrompt(text, { file: path, name, kind: task.kind })
  const version = promptVersion(text)
  const events = await readHistory(task.folder)
  await writePrompt(path, text)
  await recordVersion(task, { found: { name, version, text, isCurrent: true }, events }, facts)
  return { name, version, path, variables, notes }
}

async function assertFree(task: PromptTask, name: string): Promise<void> {
  if (!promptNameSchema.safeParse(name).success)
    throw new TaskError(`A prompt cannot be named "${name}". Names have a-z, 0-9 and -, up to 64 of them.`)
  if (defaultPrompt(task.kind, name) !== undefined)
    throw new TaskError(`${name} is the prompt of the method prompt/${name}.`, {
      hint: `Edit ${promptPath(task.folder, name)}, or choose another name.`,
    })
  if ((await readIfThere(promptPath(task.folder, name))) === undefined) return
  throw new TaskError(`There is a prompt ${name} already: ${promptPath(task.folder, name)}.`, {
    hint: 'Edit it, or choose another name.',
  })
}

const largestPrompt = 1024 * 1024

async function readSource(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    if (bytes.length > largestPrompt) throw new TaskError(`${file} is larger than 1 MB. That is no prompt.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TaskError) throw error
    if (error instanceof TypeError) throw new TaskError(`${file} is not UTF-8 text.`, { cause: error })
    throw new TaskError(`${file} cannot be read: ${messageOf(error)}.`, { cause: error })
  }
}

/** A name as a file may have it: "Ticket Desk" is ticket-desk. */
function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 64)
}
