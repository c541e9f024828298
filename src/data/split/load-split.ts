import { basename, resolve } from 'node:path'
import type { Example, ExampleSplit } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { TaskError } from '../../errors.ts'
import { assertUniqueIds, type ReadFacts, readExamplesWithFacts } from '../import/read-examples.ts'
import { assertReal } from '../synthetic/assert-real.ts'
import { readSynthetic } from '../synthetic/read-synthetic.ts'
import { drawSplit } from './draw-split.ts'

/** Share of the pool that becomes the test set when there is no test file. */
export const testShare = 0.2
/** Share of train that becomes the validation set when there is no validation file (design §4). */
export const validationShare = 0.15

/** The examples of a task, and which parts the program drew itself. */
export interface LoadedSplit extends ExampleSplit {
  drawn: { validation: boolean; test: boolean }
  /** What each file was read as. */
  sources: ReadFacts[]
  /** Rows of `data.synthetic`: for training only, and in no part of the split. */
  synthetic: Example[]
}

/** What of a task decides its split. */
export type SplitTask = Pick<Task, 'folder' | 'kind' | 'data' | 'seed'>

/**
 * Reads a task's examples; what has no file of its own is drawn from `train` or `examples`, seeded: 20 % for test, then
 * 15 % of the rest for validation. Rows a model wrote are never drawn: those of the pool stay in train, as far as the row
 * they were written from does.
 *
 * @throws TaskError when `split.by` needs a field that is not named, DataError for bad files, too few rows, or a row that
 * a model wrote in a given test or validation file.
 */
export async function loadSplit(task: SplitTask): Promise<LoadedSplit> {
  assertFieldOfSplit(task)
  const sources: ReadFacts[] = []
  const pool = await readPart(task, task.data.examples ?? task.data.train, sources)
  const givenTest = await readPart(task, task.data.test, sources)
  const givenValidation = await readPart(task, task.data.validation, sources)
  assertReal(givenTest, 'test')
  assertReal(givenValidation, 'validation')
  const synthetic = await readSynthetic(task)
  assertUniqueIds([...pool, ...givenValidation, ...givenTest, ...synthetic])
  const real = pool.filter((row) => row.synthetic === undefined)
  const draws = { test: task.data.test === undefined, validation: task.data.validation === undefined }
  const first = draws.test ? draw(task, real, 'test') : { kept: real, drawn: givenTest }
  const second = draws.validation
    ? draw(task, first.kept, 'validation')
    : { kept: first.kept, drawn: givenValidation }
  const drawn = { validation: second.drawn, test: first.drawn }
  return { train: withWritten(second.kept, pool, drawn), ...drawn, drawn: draws, sources, synthetic }
}

/**
 * The test rows alone, where they are a file of their own without the rest; otherwise drawn as `loadSplit` draws them.
 *
 * @throws as `loadSplit` does.
 */
export async function loadTestRows(task: SplitTask): Promise<Example[]> {
  if (task.data.test === undefined) return (await loadSplit(task)).test
  const rows = await readPart(task, task.data.test, [])
  assertReal(rows, 'test')
  assertUniqueIds(rows)
  return rows
}

/** Train with the written rows of its file, in the file's order; those written from a held-out row tell of it. */
function withWritten(
  train: readonly Example[],
  pool: readonly Example[],
  heldOut: Pick<ExampleSplit, 'validation' | 'test'>,
): Example[] {
  const kept = new Set(train)
  const held = new Set([...heldOut.validation, ...heldOut.test].map(({ id }) => id))
  return pool.filter(
    (row) => kept.has(row) || (row.synthetic !== undefined && !held.has(row.synthetic.from ?? '')),
  )
}

function assertFieldOfSplit(task: SplitTask): void {
  const { by } = task.data.split
  if (by === 'random' || task.data.fields[by] !== undefined) return
  throw new TaskError(
    `data.split.by is ${by}, and data.fields.${by} is missing. Name the field that holds it.`,
  )
}

async function readPart(task: SplitTask, file: string | undefined, sources: ReadFacts[]): Promise<Example[]> {
  if (file === undefined) return []
  const path = resolve(task.folder, file)
  const { rows, facts } = await readExamplesWithFacts({
    path,
    fields: task.data.fields,
    format: task.data.format,
    sheet: task.data.sheet,
    name: nameInIds(task, file),
  })
  sources.push({ ...facts, path: file })
  return rows
}

/** The file's name, or its whole path where two files of the task have one name. */
function nameInIds({ data }: SplitTask, file: string): string {
  const files = new Set([data.examples, data.train, data.validation, data.test])
  const namesakes = [...files].filter((other) => other !== undefined && basename(other) === basename(file))
  return namesakes.length > 1 ? file : basename(file)
}

function draw(task: SplitTask, rows: Example[], part: 'test' | 'validation'): ReturnType<typeof drawSplit> {
  return drawSplit(rows, {
    share: part === 'test' ? testShare : validationShare,
    by: task.data.split.by,
    // Two draws with one seed would follow the same order.
    seed: part === 'test' ? task.seed : task.seed + 1,
    stratify: task.kind === 'classification',
    what: part === 'test' ? 'A test set' : 'A validation set',
  })
}
