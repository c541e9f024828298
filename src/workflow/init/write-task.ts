import { writeFile } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import type { RawRow } from '../../contracts/example.ts'
import { exampleFromRow } from '../../data/import/example-from-row.ts'
import { fieldAtPath } from '../../data/import/field-at-path.ts'
import { mappedFields } from '../../data/import/read-examples.ts'
import { StoreError, TaskError, messageOf } from '../../errors.ts'
import type { InitAnswers, SuggestedAnswers } from './init-answers.ts'
import { readInitRows, type InitRows, type InitSource } from './read-init-rows.ts'
import { renderTaskFile } from './render-task-file.ts'

/** Rows of a test file that are read to see whether it fits. */
const testRowsTried = 50

/** All that a task file is written from. */
export interface InitRequest extends SuggestedAnswers {
  /** The reader's file of examples, with the format and sheet they named. */
  source: InitSource
  rows: InitRows
  /** Where the task file goes. */
  output: string
}

/** A task file about to be written. */
export interface TaskDraft {
  text: string
  path: string
}

/** A commented task file for a data file and the reader's answers. */
export function draftTask({ source, rows, answers, why, output }: InitRequest): TaskDraft {
  const path = resolve(output)
  const place = (file: string): string => portable(relative(dirname(path), resolve(file)))
  const { format, sheet } = source
  const text = renderTaskFile({
    name: taskName(source.path),
    answers,
    why,
    files: {
      data: place(source.path),
      ...(answers.test === undefined ? {} : { test: place(answers.test) }),
      ...(format === undefined ? {} : { format }),
      ...(sheet === undefined ? {} : { sheet }),
    },
    labels: answers.kind === 'classification' ? labelsIn(rows.rows, answers.fields.expected) : [],
  })
  return { text, path }
}

/**
 * Reads the first rows of a test file with the fields of the task.
 *
 * @throws DataError when it is missing or its rows do not have them.
 */
export async function tryTestFile(
  source: InitSource,
  { fields }: Pick<InitAnswers, 'fields'>,
): Promise<void> {
  const { rows, format } = await readInitRows({ ...source, fields }, testRowsTried)
  const { path } = source
  for (const row of rows)
    exampleFromRow(row, format.isPlain ? fields : mappedFields(row, fields), { path, name: basename(path) })
}

/** @throws TaskError when the file exists and may not be replaced, StoreError when it cannot be written. */
export async function writeTask(draft: TaskDraft, { overwrite }: { overwrite: boolean }): Promise<void> {
  try {
    await writeFile(draft.path, draft.text, { flag: overwrite ? 'w' : 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new TaskError(`${draft.path} exists already.`, {
        hint: 'Use --force to replace it, or --output for another place.',
      })
    throw new StoreError(`Cannot write ${draft.path}: ${messageOf(cause)}.`, { cause })
  }
}

function labelsIn(rows: readonly RawRow[], path: string): { label: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { value } of rows) {
    const answer = fieldAtPath(value, path)
    const label = typeof answer === 'string' ? answer : JSON.stringify(answer)
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts].map(([label, count]) => ({ label, count })).toSorted((a, b) => b.count - a.count)
}

function taskName(path: string): string {
  const folder = basename(dirname(resolve(path)))
  const stem = basename(path).replace(/\.[^.]*$/, '')
  const name = /^(train|data|examples?|all)$/i.test(stem) ? folder : stem
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 64) || 'task'
  )
}

function portable(path: string): string {
  return path.replaceAll('\\', '/')
}
