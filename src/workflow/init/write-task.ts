import { writeFile } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import type { RawRow } from '../../contracts/example.ts'
import { metricsOfKind } from '../../contracts/task.ts'
import { fieldAtPath } from '../../data/import/field-at-path.ts'
import { guessFields, type FieldGuess } from '../../data/import/guess-fields.ts'
import { openExamples } from '../../data/import/open-examples.ts'
import { StoreError, TaskError, messageOf } from '../../errors.ts'
import { renderTaskFile } from './render-task-file.ts'

/** Rows read to guess fields and list labels. */
const rowsRead = 200_000
/** Text read for that: a file of long texts must not fill the memory. */
const charactersRead = 32_000_000

export interface InitRequest {
  /** The reader's file of examples, and a test file where there is one. */
  data: string
  test?: string
  /** Where the task file goes. */
  output: string
  overwrite: boolean
  /** Columns the reader named. */
  known: { input?: string; expected?: string }
  /** The quality to reach, 0 to 1. */
  target: number
}

/** A task file about to be written, for a preview. */
export interface TaskDraft {
  text: string
  path: string
  guess: FieldGuess
  rows: number
  /** What the file was read as: container and format, then what becomes what. */
  readAs: string[]
}

/**
 * Reads a data file and drafts a commented task file for it.
 *
 * @throws DataError for a bad file, TaskError when no column can be the answer.
 */
export async function draftTask(request: InitRequest): Promise<TaskDraft> {
  const { rows, readAs } = await firstRows(request.data, request.known)
  const guess = guessFields(rows, request.known)
  const folder = dirname(resolve(request.output))
  const path = resolve(request.output)
  const text = renderTaskFile({
    name: taskName(request.data),
    guess,
    files: {
      data: portable(relative(folder, resolve(request.data))),
      ...(request.test === undefined ? {} : { test: portable(relative(folder, resolve(request.test))) }),
    },
    labels: guess.kind === 'classification' ? labelsIn(rows, guess.fields.expected) : [],
    metric: metricsOfKind[guess.kind][0],
    target: request.target,
  })
  return { text, path, guess, rows: rows.length, readAs }
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

/** The first rows as plain rows, and what they were read as. */
async function firstRows(
  path: string,
  { input, expected }: InitRequest['known'],
): Promise<{ rows: RawRow[]; readAs: string[] }> {
  // Columns the reader names are columns of the file, unless its format is another tool's.
  const fields = input !== undefined && expected !== undefined ? { fields: { input, expected } } : {}
  const opened = await openExamples([path], fields)
  const rows: RawRow[] = []
  let characters = 0
  for await (const outcome of opened.outcomes) {
    if (outcome.dropped !== undefined) continue
    rows.push(outcome)
    characters += charactersOf(outcome.value)
    if (rows.length === rowsRead || characters > charactersRead) break
  }
  return { rows, readAs: [`${opened.container}, ${opened.format.title}`, ...opened.mapping] }
}

function charactersOf(row: RawRow['value']): number {
  return Object.values(row).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 20),
    0,
  )
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
