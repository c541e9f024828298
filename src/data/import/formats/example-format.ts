import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import type { ExampleFormatName } from '../../../contracts/task.ts'

/** A row of another tool's file as a plain row: `input`, `output`, and `id`, `time`, `group`, `from` where known. */
export interface MappedRow extends RawRow {
  dropped?: never
}

/** A row that is no example, and why, in words that follow "left out:". */
export interface DroppedRow {
  line: number
  file?: string
  dropped: string
}

export type Outcome = MappedRow | DroppedRow

/** What a format needs to know of the file it reads. */
export interface FormatContext {
  path: string
  unit: 'line' | 'row'
  /** The first rows, for choices that must be the same for all rows. */
  first: readonly RawRow[]
  /** Whether rows need an answer; without, real inputs are taken from the same files. */
  labelled: boolean
}

/** A format at work on one file. */
export interface FormatReader {
  /** What becomes what, one sentence each. */
  mapping: string[]
  read(rows: AsyncIterable<RawRow>): AsyncIterable<Outcome>
}

/** Another tool's way of writing examples down: recognised by its rows, read as plain rows. */
export interface ExampleFormat {
  name: ExampleFormatName
  /** How it is called in sentences. */
  title: string
  /** Whether a row looks like one of this format. */
  recognises(row: { [key: string]: Json }): boolean
  /** @throws DataError, from here or from `read`, when a row cannot be what the format says. */
  open(context: FormatContext): FormatReader
}

/** Reads every row for itself. */
export function rowByRow(map: (row: RawRow) => Outcome | Outcome[]): FormatReader['read'] {
  return async function* read(rows) {
    for await (const row of rows) {
      const outcome = map(row)
      if (Array.isArray(outcome)) yield* outcome
      else yield outcome
    }
  }
}

/** A row with other content at the same place. */
export function mapped(row: RawRow, value: { [key: string]: Json | undefined }): MappedRow {
  const { line, file, part } = row
  const present = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return {
    ...placeOf(line, file),
    ...(part === undefined ? {} : { part }),
    value: Object.fromEntries(present),
  }
}

/** A row left out. */
export function dropped({ line, file }: RawRow, why: string): DroppedRow {
  return { ...placeOf(line, file), dropped: why }
}

function placeOf(line: number, file: string | undefined): { line: number; file?: string } {
  return file === undefined ? { line } : { line, file }
}
