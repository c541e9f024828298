import { basename } from 'node:path'
import type { Example, RawRow, UnlabelledExample } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { exampleFromRow, type Fields, type RowFile, unlabelledFromRow } from './example-from-row.ts'
import { readRows } from './read-rows.ts'
import type { ReaderLimits } from './reader-limits.ts'

/** A file of examples and how to read it. */
export interface ExampleSource {
  path: string
  fields: Fields
  limits?: Partial<ReaderLimits>
  /** Stands in the ids of rows without an id field: `<name>:<line>`. Default: the file's name. */
  name?: string
}

/**
 * Labelled examples of a JSONL, CSV or TSV file, in file order.
 *
 * @throws DataError for a bad file, a bad row, or two rows with one id (both lines are named).
 */
export function readExamples(source: ExampleSource): Promise<Example[]> {
  return collect(source, exampleFromRow)
}

/** Unlabelled real inputs of a file, in file order. @throws DataError as `readExamples` does. */
export function readUnlabelled(source: ExampleSource): Promise<UnlabelledExample[]> {
  return collect(source, unlabelledFromRow)
}

async function collect<Row extends UnlabelledExample>(
  source: ExampleSource,
  read: (row: RawRow, fields: Fields, file: RowFile) => Row,
): Promise<Row[]> {
  const file = { path: source.path, name: source.name ?? basename(source.path) }
  const rows: Row[] = []
  for await (const row of readRows(source.path, source.limits)) rows.push(read(row, source.fields, file))
  assertUniqueIds(rows)
  return rows
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
