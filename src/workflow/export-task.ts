import type { Example } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { exportExamples } from '../data/export/export-examples.ts'
import { plainFormats, type ExportFormat } from '../data/export/training-formats.ts'
import { excludeTwins } from '../data/split/exclude-twins.ts'
import { loadSplit } from '../data/split/load-split.ts'
import { TaskError } from '../errors.ts'

export interface ExportTaskOptions {
  format: ExportFormat
  split: 'train' | 'validation' | 'test'
  system?: string
}

/** A file of a task's examples, and what was kept out of it. */
export interface ExportedTask {
  bytes: Uint8Array
  rows: number
  /** Rows left out since they are twins of test rows. */
  twins: number
}

/**
 * A part of a task's examples for training elsewhere. Twins of test rows are left out, as they are for every candidate
 * here; test rows come without their answers, to be answered elsewhere and compared as `recorded`.
 *
 * @throws TaskError when test rows are wanted in a training format.
 */
export async function exportTask(task: Task, options: ExportTaskOptions): Promise<ExportedTask> {
  const { format, split: part, system } = options
  const isSealed = part === 'test'
  if (isSealed && !plainFormats.some((plain) => plain === format))
    throw new TaskError(`Test rows are not exported as ${format}: nothing may be trained on them.`, {
      hint: `Their inputs, for answers made elsewhere: --split test --format jsonl (${plainFormats.join(', ')}).`,
    })
  const split = await loadSplit(task)
  const clean = excludeTwins(split)
  const rows: Example[] = isSealed ? split.test : clean[part]
  const bytes = await exportExamples(rows, { format, isSealed, ...(system === undefined ? {} : { system }) })
  return { bytes, rows: rows.length, twins: split[part].length - rows.length }
}
