import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import { openLabelFile, type LabelFile } from '../../data/labels/label-file.ts'
import { TaskError } from '../../errors.ts'
import { openLabelSession, type LabelSession } from './label-session.ts'
import { reviewRows, type Review, type ReviewOptions } from './review-rows.ts'

export interface LabelTaskOptions extends ReviewOptions {
  who: string
  /** The labels file; default `labels.jsonl` beside the task file. */
  output?: string
  limit?: number
  now?: () => Date
}

/** A session and what it works on; `close` the file at the end. */
export interface LabelWork {
  session: LabelSession
  review: Review
  path: string
  close(): void
}

/**
 * Orders the rows of a task and opens a session on them that appends to a labels file.
 *
 * @throws TaskError when the labels file is one of the task's data files, DataError when it holds anything else.
 */
export async function labelTask(task: Task, options: LabelTaskOptions): Promise<LabelWork> {
  const path = options.output === undefined ? resolve(task.folder, 'labels.jsonl') : resolve(options.output)
  assertNoDataFile(task, path)
  const file: LabelFile = await openLabelFile(path)
  const review = await reviewRows(task, options)
  const session = openLabelSession({
    rows: review.rows,
    records: file.records,
    append: (record) => file.append(record),
    who: options.who,
    from: review.from,
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.now === undefined ? {} : { now: options.now }),
  })
  return { session, review, path, close: () => file.close() }
}

/** @throws TaskError when a file to be written is the task file or one of its data files. */
export function assertNoDataFile(task: Task, path: string): void {
  const { examples, train, validation, test, production } = task.data
  const files = [examples, train, validation, test, production].filter((file) => file !== undefined)
  const taken = [task.path, ...files.map((file) => resolve(task.folder, file))].map(realPath)
  if (!taken.includes(realPath(path))) return
  throw new TaskError(`${path} is a file of the task. It is read and never written.`, {
    hint: 'Name another file with --output.',
  })
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
