import { basename, isAbsolute, join, normalize, resolve } from 'node:path'
import type { Task } from '../contracts/task.ts'
import { redactFile, learnFile } from '../data/redact/redact-file.ts'
import { TaskError } from '../errors.ts'
import type { PersonalDataKind } from '../text/personal-data/detector.ts'
import { createRedactor } from '../text/personal-data/personal-data-redactor.ts'

/** What redaction wrote. */
export interface Redaction {
  files: { from: string; to: string }[]
  /** Values replaced: how many in all and how many different ones, the most frequent kind first. */
  replaced: { kind: PersonalDataKind; all: number; distinct: number }[]
}

/**
 * Writes copies of a task's data files into a folder, personal data and secrets replaced by placeholders, one value by
 * one placeholder in all files. Which value a placeholder stands for is written nowhere.
 *
 * @throws TaskError when two files would have one name, DataError when a copy exists already or a file cannot be read.
 */
export async function redactData(
  { data, folder }: Pick<Task, 'data' | 'folder'>,
  to: string,
): Promise<Redaction> {
  const named = [data.examples, data.train, data.validation, data.test, data.production]
  const files = [...new Set(named.filter((file) => file !== undefined))].map((file) => ({
    from: resolve(folder, file),
    to: join(to, placeOf(file)),
  }))
  const twice = files.find(({ to: target }, at) => files.findIndex((file) => file.to === target) < at)
  if (twice !== undefined)
    throw new TaskError(`Two data files would be written to ${twice.to}. Give them different names.`)
  const redactor = createRedactor()
  for (const { from } of files) await learnFile(from, redactor)
  for (const { from, to: target } of files) await redactFile(from, target, redactor)
  const replaced = [...redactor.counts()].map(([kind, counts]) => ({ kind, ...counts }))
  return { files, replaced: replaced.toSorted((one, other) => other.all - one.all) }
}

/** Its path relative to the task file, or its bare name where that would lead out of the folder. */
function placeOf(file: string): string {
  const path = normalize(file)
  return isAbsolute(path) || path.startsWith('..') ? basename(path) : path
}
