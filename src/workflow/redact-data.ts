import { basename, extname, isAbsolute, join, normalize, resolve } from 'node:path'
import type { Task } from '../contracts/task.ts'
import { learnFile, redactFile, rewrittenFormat } from '../data/redact/redact-file.ts'
import { TaskError } from '../errors.ts'
import type { PersonalDataKind } from '../text/personal-data/detector.ts'
import { createRedactor } from '../text/personal-data/personal-data-redactor.ts'

/** What redaction wrote. */
export interface Redaction {
  /** `was` where the copy is JSON lines and the file was something else: Parquet, XLSX, a JSON array … */
  files: { from: string; to: string; was?: string }[]
  /** Values replaced: how many in all and how many different ones, the most frequent kind first. */
  replaced: { kind: PersonalDataKind; all: number; distinct: number }[]
}

/**
 * Writes copies of a task's data files into a folder, personal data and secrets replaced by placeholders, one value by
 * one placeholder in all files; what is no text file becomes JSON lines. Which value a placeholder stands for is written nowhere.
 *
 * @throws TaskError when two files would have one name, DataError when a copy exists already or a file cannot be read.
 */
export async function redactData(
  { data, folder }: Pick<Task, 'data' | 'folder'>,
  to: string,
): Promise<Redaction> {
  const named = [data.examples, data.train, data.validation, data.test, data.production, data.synthetic]
  const files: Redaction['files'] = []
  for (const file of new Set(named.filter((name) => name !== undefined))) {
    const from = resolve(folder, file)
    const was = await rewrittenFormat(from)
    const place = join(to, placeOf(file))
    files.push(was === undefined ? { from, to: place } : { from, to: asJsonLines(place), was })
  }
  const twice = files.find(({ to: target }, at) => files.findIndex((file) => file.to === target) < at)
  if (twice !== undefined)
    throw new TaskError(`Two data files would be written to ${twice.to}. Give them different names.`)
  const redactor = createRedactor()
  const source = (path: string) => ({ path, sheet: data.sheet })
  for (const { from } of files) await learnFile(source(from), redactor)
  for (const { from, to: target } of files) await redactFile(source(from), target, redactor)
  const replaced = [...redactor.counts()].map(([kind, counts]) => ({ kind, ...counts }))
  return { files, replaced: replaced.toSorted((one, other) => other.all - one.all) }
}

/** Its path relative to the task file, or its bare name where that would lead out of the folder. */
function placeOf(file: string): string {
  const path = normalize(file)
  return isAbsolute(path) || path.startsWith('..') ? basename(path) : path
}

function asJsonLines(path: string): string {
  return `${path.slice(0, path.length - extname(path).length)}.jsonl`
}
