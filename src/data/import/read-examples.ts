import { basename } from 'node:path'
import type { Example, RawRow, UnlabelledExample } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { countDropped, type DroppedRows } from './count-dropped.ts'
import { plainFormat } from './detect-format.ts'
import { exampleFromRow, type Fields, type RowFile, unlabelledFromRow } from './example-from-row.ts'
import { openExamples } from './open-examples.ts'
import { defaultReaderLimits, type ReaderLimits } from './reader-limits.ts'

/** A file of examples and how to read it. */
export interface ExampleSource {
  path: string
  fields: Fields
  limits?: Partial<ReaderLimits>
  /** Stands in the ids of rows without an id field: `<name>:<line>`. Default: the file's name. */
  name?: string
  /** Name of its format, where it is not to be recognised. */
  format?: string | undefined
  /** Of a spreadsheet, where it is not the first. */
  sheet?: string | undefined
}

/** What a file of examples was read as. */
export interface ReadFacts {
  path: string
  /** How rows lie in it: "JSON lines", "CSV", "Parquet" … */
  container: string
  /** Whose format its rows have: "plain rows", "OpenAI chat (messages)" … */
  format: string
  rows: number
  dropped: DroppedRows[]
}

/**
 * Labelled examples of a file, in file order. Files of other tools (chat, Alpaca, promptfoo …) are recognised by their
 * first rows and read directly.
 *
 * @throws DataError for a bad file, a bad row, or two rows with one id (both lines are named).
 */
export async function readExamples(source: ExampleSource): Promise<Example[]> {
  return (await readExamplesWithFacts(source)).rows
}

/** Labelled examples, and what the file was read as. @throws DataError as `readExamples` does. */
export function readExamplesWithFacts(source: ExampleSource): Promise<{ rows: Example[]; facts: ReadFacts }> {
  return collect(source, { labelled: true, read: exampleFromRow })
}

/** Unlabelled real inputs of a file, in file order. @throws DataError as `readExamples` does. */
export async function readUnlabelled(source: ExampleSource): Promise<UnlabelledExample[]> {
  return (await collect(source, { labelled: false, read: unlabelledFromRow })).rows
}

async function collect<Row extends UnlabelledExample>(
  source: ExampleSource,
  { labelled, read }: { labelled: boolean; read: (row: RawRow, fields: Fields, file: RowFile) => Row },
): Promise<{ rows: Row[]; facts: ReadFacts }> {
  const { path, fields, limits = {}, format, sheet } = source
  const opened = await openExamples([path], { fields, labelled, limits, format, sheet })
  const file = { path, name: source.name ?? basename(path), unit: opened.unit }
  const held = limitHeld(path, limits.heldCharacters ?? defaultReaderLimits.heldCharacters)
  const dropped = countDropped()
  const rows: Row[] = []
  for await (const outcome of opened.outcomes) {
    if (outcome.dropped !== undefined) {
      dropped.add(outcome)
      continue
    }
    const row = read(outcome, opened.format === plainFormat ? fields : mappedFields(outcome, fields), file)
    held(row)
    rows.push(row)
  }
  if (rows.length === 0) throw nothingLeft(path, opened.format.title, dropped.counts())
  assertUniqueIds(rows)
  const facts = { path, container: opened.container, format: opened.format.title, rows: rows.length }
  return { rows, facts: { ...facts, dropped: dropped.counts() } }
}

/**
 * Fields of a row that a format mapped: its own id, time and group where the task file names none, and its input and answer
 * where the task's plain files have others.
 */
export function mappedFields({ value }: RawRow, fields: Fields): Fields {
  const own = (key: 'id' | 'time' | 'group'): Partial<Fields> =>
    fields[key] === undefined && Object.hasOwn(value, key) ? { [key]: key } : {}
  return {
    ...fields,
    ...(/^input(\.|$)/u.test(fields.input) ? {} : { input: 'input' }),
    ...(/^output(\.|$)/u.test(fields.expected) ? {} : { expected: 'output' }),
    ...own('id'),
    ...own('time'),
    ...own('group'),
  }
}

/** @throws DataError once more text is held than a laptop should. */
function limitHeld(path: string, most: number): (row: UnlabelledExample & { expected?: string }) => void {
  let characters = 0
  return ({ input, expected = '' }) => {
    characters += input.text.length + expected.length
    if (characters <= most) return
    throw new DataError(
      `${path} has more than ${Math.round(most / 1e6)} million characters of examples, the most that are held at once.`,
      { hint: `A sample is enough: crossover import ${path} --sample 20000 --output examples.jsonl` },
    )
  }
}

/** The error for a file none of whose rows can be an example. */
export function nothingLeft(path: string, format: string, dropped: readonly DroppedRows[]): DataError {
  const reasons = dropped.map(({ why, count }) => `${why} (${count})`).join('; ')
  return new DataError(`${path} (${format}) has no row that can be an example. Left out: ${reasons}.`)
}

/** @throws DataError naming both rows when two rows, of one file or of several, have one id. */
export function assertUniqueIds(rows: readonly UnlabelledExample[]): void {
  const first = new Map<string, UnlabelledExample>()
  for (const row of rows) {
    const other = first.get(row.id)
    if (other !== undefined) throw twoRowsOneId(other, row)
    first.set(row.id, row)
  }
}

function twoRowsOneId(a: UnlabelledExample, b: UnlabelledExample): DataError {
  const where =
    a.source.file === b.source.file
      ? `${a.source.file} has the id "${a.id}" twice: lines ${a.source.line} and ${b.source.line}.`
      : `The id "${a.id}" stands in two files: ${a.source.file} line ${a.source.line} and ${b.source.file} line ${b.source.line}.`
  return new DataError(where, {
    hint: 'Ids must be unique; without `data.fields.id` the program makes its own.',
  })
}
