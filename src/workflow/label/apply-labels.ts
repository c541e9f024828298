import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { correctRows, type CorrectedRows, type DropReason } from '../../assess/review/correct-rows.ts'
import { resolveLabels } from '../../assess/review/resolve-labels.ts'
import type { Example } from '../../contracts/example.ts'
import type { LabelRecord } from '../../contracts/label-record.ts'
import type { Task } from '../../contracts/task.ts'
import { readLabels } from '../../data/labels/read-labels.ts'
import { standingLabels } from '../../data/labels/standing-labels.ts'
import { loadSplit, type LoadedSplit } from '../../data/split/load-split.ts'
import { DataError, TaskError, messageOf } from '../../errors.ts'
import { normaliseText } from '../../text/same-text.ts'
import { assertNoDataFile } from './label-task.ts'
import { copyRows, type CopiedRows, type RowsToCopy } from './copy-rows.ts'

export interface ApplyOptions {
  /** Labels files, of one person or several. */
  labels: readonly string[]
  /** Where the corrected copy goes; default: beside train, `<name>.corrected.jsonl`. */
  output?: string
  overwrite?: boolean
}

/** What was written. */
export interface AppliedLabels {
  path: string
  /** Rows in the copy; of these with another answer than before, and new ones. */
  rows: number
  changed: number
  added: number
  dropped: { id: string; reason: DropReason }[]
  /** Labels that were not used: of test rows or their texts, of a validation file, or without a time or group the task needs. */
  unused: number
  /** The drawn test rows in a file of their own: with corrected labels another test set would be drawn. */
  testPath?: string
  /** The `data` key of a task file that reads the copy. */
  data: string
}

/**
 * Writes a copy of train in which the answers people agree on stand, with newly labelled rows at its end, as JSON lines. Rows
 * people disagree on are left out, and so are texts that still have several answers (but for generation, where several may be
 * right). No file of the task is changed.
 *
 * @throws TaskError when the copy would replace a file, DataError for a bad labels file.
 */
export async function applyLabels(task: Task, options: ApplyOptions): Promise<AppliedLabels> {
  const train = resolve(task.folder, task.data.train ?? task.data.examples ?? '')
  const path = resolve(options.output ?? correctedPath(train))
  const testPath = task.data.test === undefined ? testPathOf(path) : undefined
  for (const file of [path, ...(testPath === undefined ? [] : [testPath])]) assertFree(task, file, options)
  const split = await loadSplit(task)
  const standing = (await Promise.all(options.labels.map(readLabels))).flatMap(standingLabels)
  const made = standing.map(({ record }) => record).filter(({ action }) => action === 'label')
  const known = trainRows(split)
  const { fresh, unused } = newRows(task, split, made)
  const corrected = correctRows(
    [...known, ...fresh].map((row) => ({ id: row.id, text: row.input.text, expected: row.expected })),
    resolveLabels(made.map(({ id, who, output = '' }) => ({ id, who, output }))),
    { dropConflicts: task.kind !== 'generation' },
  )
  const { idField } = await writeCopy(path, task, { known, fresh, kept: corrected.kept })
  if (testPath !== undefined)
    await writeCopy(testPath, task, { known: split.test, fresh: [], kept: split.test })
  return {
    path,
    ...countsOf(corrected, fresh),
    unused,
    ...(testPath === undefined ? {} : { testPath }),
    data: dataKey(task, { path, testPath, idField }),
  }
}

function correctedPath(train: string): string {
  return join(dirname(train), `${basename(train, extname(train))}.corrected.jsonl`)
}

function testPathOf(path: string): string {
  return join(dirname(path), `${basename(path, extname(path))}.test.jsonl`)
}

function assertFree(task: Task, path: string, { overwrite, labels }: ApplyOptions): void {
  assertNoDataFile(task, path)
  if (labels.some((file) => resolve(file) === path))
    throw new TaskError(`${path} is the labels file. Name another one with --output.`)
  if (overwrite === true || !existsSync(path)) return
  throw new TaskError(`${path} exists already.`, { hint: 'Use --output to name another file, or --force.' })
}

/** Rows of the train file, in its order: those drawn for validation are among them. */
function trainRows({ train, validation, drawn }: LoadedSplit): Example[] {
  const rows = drawn.validation ? [...train, ...validation] : train
  return rows.toSorted((one, other) => one.source.line - other.source.line)
}

/** Labelled rows that train does not have. The test set gives none, and a validation file keeps its own. */
function newRows(
  task: Task,
  split: LoadedSplit,
  labels: readonly LabelRecord[],
): { fresh: Example[]; unused: number } {
  const { time, group } = task.data.fields
  const known = new Set(trainRows(split).map(({ id }) => id))
  const closed = [...split.test, ...split.validation]
  const closedIds = new Set(closed.map(({ id }) => id))
  const closedTexts = new Set(split.test.map(({ input }) => normaliseText(input.text)))
  const fresh = new Map<string, Example>()
  let unused = 0
  for (const record of labels) {
    if (known.has(record.id)) continue
    const lacks =
      (time !== undefined && record.time === undefined) || (group !== undefined && record.group === undefined)
    if (lacks || closedIds.has(record.id) || closedTexts.has(normaliseText(record.input))) unused += 1
    else fresh.set(record.id, exampleOf(record))
  }
  return { fresh: [...fresh.values()], unused }
}

function exampleOf({ id, input, output = '', time, group }: LabelRecord): Example {
  return {
    id,
    input: { text: input },
    expected: output,
    ...(time === undefined ? {} : { time }),
    ...(group === undefined ? {} : { group }),
    source: { file: 'labels', line: 0 },
  }
}

/** Whole or not at all. */
async function writeCopy(path: string, task: Task, rows: RowsToCopy): Promise<CopiedRows> {
  const copied = await copyRows(task, rows)
  try {
    await writeFile(`${path}.partial`, copied.rows.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await rename(`${path}.partial`, path)
    return copied
  } catch (cause) {
    throw new DataError(`${path} cannot be written: ${messageOf(cause)}.`, { cause })
  }
}

function countsOf({ kept, dropped }: CorrectedRows, fresh: readonly Example[]) {
  const isFresh = new Set(fresh.map(({ id }) => id))
  const added = kept.filter(({ id }) => isFresh.has(id)).length
  const changed = kept.filter(({ id, isChanged }) => isChanged && !isFresh.has(id)).length
  return { rows: kept.length, changed, added, dropped }
}

function dataKey(
  { folder, data }: Task,
  { path, testPath, idField }: { path: string; testPath: string | undefined; idField: string },
): string {
  const inFolder = (file: string) => JSON.stringify(relative(folder, file).replaceAll('\\', '/'))
  const test = testPath === undefined ? JSON.stringify(data.test) : inFolder(testPath)
  // The other files of the task lack a field that only the copies have.
  const isEverywhere =
    data.fields.id !== undefined || (data.test === undefined && data.validation === undefined)
  const named = isEverywhere ? { ...data.fields, id: idField } : data.fields
  const fields = Object.entries(named).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  const kept = (['validation', 'production', 'knowledge'] as const).flatMap((key) =>
    data[key] === undefined ? [] : [`${key}: ${JSON.stringify(data[key])}`],
  )
  const split = data.split.by === 'random' ? [] : [`split: { by: ${data.split.by} }`]
  const keys = [
    `train: ${inFolder(path)}`,
    `test: ${test}`,
    ...kept,
    `fields: { ${fields.join(', ')} }`,
    ...split,
  ]
  return `data: { ${keys.join(', ')} }`
}
