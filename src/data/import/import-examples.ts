import { basename } from 'node:path'
import type { Example, RawRow, UnlabelledExample } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import { DataError } from '../../errors.ts'
import { charactersOf } from './characters-of.ts'
import { countDropped, type DroppedRows } from './count-dropped.ts'
import { plainFormat } from './detect-format.ts'
import { exampleFromRow } from './example-from-row.ts'
import type { DroppedRow, Outcome } from './formats/example-format.ts'
import { guessFields } from './guess-fields.ts'
import { openExamples } from './open-examples.ts'
import { mappedFields, nothingLeft } from './read-examples.ts'
import { formatOfFile } from './read-rows.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { describeFormat } from './sniff-format.ts'

/** Rows of the preview's guess, and about how much text: enough to tell labels from texts. */
const rowsGuessed = 500
const charactersGuessed = 8_000_000
const rowsShown = 3

export interface ImportRequest {
  paths: readonly [string, ...string[]]
  /** Name of the format, where it is not to be recognised. */
  format?: string
  /** Of a spreadsheet, where it is not the first. */
  sheet?: string | undefined
  /** Columns of plain rows that the reader named. */
  known?: { input?: string; expected?: string }
  limits?: Partial<ReaderLimits>
}

/** What an import would do, from the first rows. */
export interface ImportPreview {
  container: string
  format: string
  mapping: string[]
  /** The first examples. */
  first: Example[]
}

/** An example as plain JSON: what `import` writes, one a line, and every reader of this program reads. */
export interface ImportedRow {
  id: string
  input: Json
  output: string
  time?: string
  group?: string
  /** Where it comes from: file, line, format, and what the format knows of the answer. */
  source: { [key: string]: Json }
}

/** An import at work: `rows` is read once; `dropped` is complete when it is done. */
export interface Import extends ImportPreview {
  rows: AsyncIterable<ImportedRow>
  dropped(): DroppedRows[]
}

/**
 * Reads files of any known format as plain examples, streamed where the format allows it.
 *
 * @throws DataError for a bad file, and when plain rows do not show which column is the answer.
 */
export async function importExamples(request: ImportRequest): Promise<Import> {
  const { paths, limits, known = {} } = request
  if (request.sheet !== undefined) await assertSheets(paths)
  const opened = await openExamples(paths, {
    ...(request.format === undefined ? {} : { format: request.format }),
    ...(limits === undefined ? {} : { limits }),
    sheet: request.sheet,
  })
  const isPlain = opened.format === plainFormat
  const outcomes = opened.outcomes[Symbol.asyncIterator]()
  const head = await take(outcomes, rowsGuessed)
  const guess = isPlain ? guessFields(head.filter(isRow), known) : undefined
  const fields = guess?.fields ?? { input: 'input', expected: 'output' }
  const [path] = paths
  const file = { path, name: basename(path), unit: opened.unit }
  const read = (row: RawRow): Example | DroppedRow => {
    try {
      return exampleFromRow(row, isPlain ? fields : mappedFields(row, fields), file)
    } catch (error) {
      // An import sorts rows; whether one is missed is for the reader to see in the counts.
      if (error instanceof DataError) return { line: row.line, dropped: reasonOf(error) }
      throw error
    }
  }
  const counter = countDropped()
  return {
    container: opened.container,
    format: opened.format.name,
    mapping: [...opened.mapping, ...(guess?.why ?? [])],
    first: head
      .filter(isRow)
      .map(read)
      .filter((example) => 'id' in example)
      .slice(0, rowsShown),
    rows: rows(),
    dropped: () => counter.counts(),
  }

  async function* rows(): AsyncGenerator<ImportedRow> {
    let count = 0
    for await (const outcome of chain(head, outcomes)) {
      const example = outcome.dropped === undefined ? read(outcome) : outcome
      if ('dropped' in example) counter.add(example)
      else if (outcome.dropped === undefined) {
        count += 1
        yield toImported(example, outcome, { format: opened.format.name, unit: opened.unit })
      }
    }
    if (count === 0) throw nothingLeft(path, opened.format.title, counter.counts())
  }
}

/** @throws DataError when none of the files is a spreadsheet: a name of a sheet would mean nothing. */
async function assertSheets(paths: readonly string[]): Promise<void> {
  const formats = await Promise.all(paths.map((path) => formatOfFile(path)))
  const [format] = formats
  if (format === undefined || formats.some(({ kind }) => kind === 'xlsx')) return
  throw new DataError(`${paths.join(', ')}: ${describeFormat(format)} has no sheets, so none can be named.`)
}

/** What is wrong with a row, without its place: the same reason is counted once. */
function reasonOf(error: DataError): string {
  return error.message.replace(/^.*? (?:line|row) \d+:? /su, '').replace(/\. It has .*$|\.$|: .*$/su, '')
}

/** Fields that tell where an example comes from, and the example. */
function toImported(
  example: Example,
  row: RawRow,
  { format, unit }: { format: string; unit: 'line' | 'row' },
): ImportedRow {
  const { from } = row.value
  const more = format !== plainFormat.name && typeof from === 'object' && !Array.isArray(from) ? from : {}
  return {
    ...plainExample(example),
    output: example.expected,
    source: {
      file: basename(example.source.file),
      [unit]: example.source.line,
      ...(format === plainFormat.name ? {} : { format }),
      ...more,
    } as ImportedRow['source'],
  }
}

/** An example without its answer, as this program's own files have it. */
export function plainExample(example: UnlabelledExample): Omit<ImportedRow, 'output' | 'source'> {
  const { id, input, time, group } = example
  return {
    id,
    // An object whose keys are undefined is an object without them.
    input: (input.fields as Json | undefined) ?? input.text,
    ...(time === undefined ? {} : { time }),
    ...(group === undefined ? {} : { group }),
  }
}

function isRow(outcome: Outcome): outcome is Exclude<Outcome, { dropped: string }> {
  return outcome.dropped === undefined
}

async function take(items: AsyncIterator<Outcome>, count: number): Promise<Outcome[]> {
  const taken: Outcome[] = []
  let characters = 0
  while (taken.length < count && characters < charactersGuessed) {
    const next = await items.next()
    if (next.done === true) break
    taken.push(next.value)
    characters += next.value.dropped === undefined ? charactersOf(next.value) : 0
  }
  return taken
}

async function* chain<Item>(head: readonly Item[], rest: AsyncIterator<Item>): AsyncGenerator<Item> {
  try {
    yield* head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.(undefined)
  }
}
