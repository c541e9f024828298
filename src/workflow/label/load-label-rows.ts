import { realpath } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Example, UnlabelledExample } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { readUnlabelled } from '../../data/import/read-examples.ts'
import { loadSplit } from '../../data/split/load-split.ts'
import { TaskError } from '../../errors.ts'
import { normaliseText } from '../../text/same-text.ts'

/** A row that may be labelled. `expected` is the answer it has now, where it has one. */
export type LabelRow = UnlabelledExample & Partial<Pick<Example, 'expected'>>

/** Rows a person may be shown, and what is known around them. */
export interface LabelPool {
  /** `train`, `validation`, `production` or the file as given. */
  from: string
  rows: LabelRow[]
  /** Every row of train and validation. */
  labelled: Example[]
  /** Rows that have a label already, where `rows` have none. */
  covered: Example[]
  /** Answers of train and validation. */
  answers: Set<string>
  /** Rows left out since their text stands in the test set. */
  withheld: number
}

/**
 * Rows to label: `train`, `validation`, `production` (of the task file) or a file of unlabelled rows; without a source
 * production where the task names it, else train. No row of the sealed test set, and none with its text, is ever among them; of
 * unlabelled rows with one text the first is kept.
 *
 * @throws TaskError when the source is the test set, or production is asked for and not named.
 */
export async function loadLabelRows(task: Task, source?: string): Promise<LabelPool> {
  const from = source ?? (task.data.production === undefined ? 'train' : 'production')
  const split = await loadSplit(task)
  const labelled = [...split.train, ...split.validation]
  const answers = new Set(labelled.map(({ expected }) => expected))
  const isLabelled = from === 'train' || from === 'validation'
  const rows: LabelRow[] = isLabelled ? split[from] : firstOfText(await readSource(task, from))
  const texts = new Set(split.test.map(({ input }) => normaliseText(input.text)))
  const ids = new Set(split.test.map(({ id }) => id))
  const open = rows.filter(({ id, input }) => !texts.has(normaliseText(input.text)) && !ids.has(id))
  return {
    from,
    rows: open,
    labelled,
    covered: isLabelled ? [] : labelled,
    answers,
    withheld: rows.length - open.length,
  }
}

async function readSource(task: Task, from: string): Promise<UnlabelledExample[]> {
  const { data, folder } = task
  if (from === 'test') throw sealed('--from is test.')
  if (from === 'production' && data.production === undefined)
    throw new TaskError('--from is production, and data.production is missing in the task file.', {
      hint: 'Name a file of unlabelled inputs there, or give the file: --from inputs.jsonl.',
    })
  const path = from === 'production' ? resolve(folder, data.production ?? '') : resolve(from)
  if (data.test !== undefined && (await isSameFile(path, resolve(folder, data.test))))
    throw sealed(`--from is ${from}, the test set.`)
  // A file that the task does not name need not be written like those of the task.
  const how = from === 'production' ? { format: data.format, sheet: data.sheet } : {}
  return readUnlabelled({ path, fields: data.fields, name: basename(path), ...how })
}

function sealed(what: string): TaskError {
  return new TaskError(`${what} The test set stays sealed: its rows are not labelled here.`, {
    hint: 'Use train, validation, production or a file of other rows.',
  })
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const real = (path: string) => realpath(path).catch(() => path)
  return (await real(one)) === (await real(other))
}

function firstOfText(rows: readonly UnlabelledExample[]): UnlabelledExample[] {
  const first = new Map<string, UnlabelledExample>()
  for (const row of rows) {
    const text = normaliseText(row.input.text)
    if (!first.has(text)) first.set(text, row)
  }
  return [...first.values()]
}
