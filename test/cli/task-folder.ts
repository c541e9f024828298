import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from './crossover.ts'
import { libraryDesk } from './library-desk.data.ts'

/** A row as it is written to a file of examples. */
export interface FileRow {
  id: string
  input: string
  output: string
}

/** The messages of each label in turn: `count` of each, from the one numbered `from`. */
export function deskRows({ from = 0, count }: { from?: number; count: number }): FileRow[] {
  return Object.entries(libraryDesk).flatMap(([output, inputs]) =>
    inputs
      .slice(from, from + count)
      .map((input, index) => ({ id: `${output}-${from + index + 1}`, input, output })),
  )
}

/** Rows as JSON lines. */
export function jsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

/** The keys every task file must have, and what most tests want. */
export const taskLines = {
  name: 'name: library-desk',
  kind: 'kind: classification',
  data: 'data: { train: train.jsonl, test: test.jsonl, fields: { input: input, expected: output, id: id } }',
  success: 'success: { quality: { metric: accuracy, atLeast: 0.5, notWorseBy: 0.05 } }',
  methods: 'methods: [baseline/ngram-linear]',
}

export type TaskLines = Partial<Record<string, string>>

/** The text of a task file: the usual lines, some of them replaced, taken out (empty) or added. */
export function taskText(changes: TaskLines = {}): string {
  return Object.values({ ...taskLines, ...changes })
    .filter((line) => line !== undefined && line !== '')
    .join('\n')
    .concat('\n')
}

export interface FolderParts {
  task?: TaskLines
  train?: readonly FileRow[]
  test?: readonly FileRow[]
  /** More files, by their path in the folder. */
  files?: Record<string, string | Uint8Array>
}

/** A folder with a small task: 54 train rows and 24 test rows of three labels, unless told otherwise. */
export function taskFolder(parts: FolderParts = {}): string {
  const { task, train = deskRows({ count: 18 }), test = deskRows({ from: 18, count: 8 }), files = {} } = parts
  const folder = temporaryFolder()
  const all = {
    'task.yaml': taskText(task),
    'train.jsonl': jsonLines(train),
    'test.jsonl': jsonLines(test),
    ...files,
  }
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}
