import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { detectFormat, formatNamed } from './detect-format.ts'
import type { Fields } from './example-from-row.ts'
import type { ExampleFormat, Outcome } from './formats/example-format.ts'
import { formatOfFile, readRows, type ReadRowsOptions } from './read-rows.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { shorten } from './shorten.ts'
import { describeFormat } from './sniff-format.ts'

/** Rows from which the format is recognised. */
const rowsSeen = 50

export interface OpenExamplesOptions {
  /** What the task file names: fields that are there mean plain rows. */
  fields?: Fields
  /** Name of the format, where the reader knows it. */
  format?: string | undefined
  /** Of a spreadsheet, where it is not the first. */
  sheet?: string | undefined
  /** Whether rows need an answer. Default: yes. */
  labelled?: boolean
  limits?: Partial<ReaderLimits>
}

/** Files of examples, recognised and about to be read. */
export interface OpenedExamples {
  format: ExampleFormat
  /** How rows lie in the files: "JSON lines", "CSV" … */
  container: string
  unit: 'line' | 'row'
  mapping: string[]
  /** The rows as plain rows, and those left out. To be read once. */
  outcomes: AsyncIterable<Outcome>
}

/**
 * Recognises whose files these are from their first rows, and reads them as plain rows: `input`, `output`, and `id`,
 * `time`, `group` and `from` (where the answer comes from) where known. Plain files are passed on as they are.
 *
 * @param paths one file, or several that belong together (requests and answers, logs and feedback).
 * @throws DataError for a bad file or an unknown format.
 */
export async function openExamples(
  paths: readonly [string, ...string[]],
  options: OpenExamplesOptions = {},
): Promise<OpenedExamples> {
  const files = await Promise.all(paths.map((path) => formatOfFile(path)))
  const isLines = files.every(({ kind }) => kind === 'jsonl' || kind === 'delimited')
  const unit = isLines ? 'line' : 'row'
  let sheets: string[] = []
  const onSheets = (names: string[]): void => void (sheets = names)
  const { first, rows } = await peek(rowsOf(paths, { ...options, onSheets }), rowsSeen)
  const format =
    options.format === undefined ? detectFormat(first, options.fields) : formatNamed(options.format)
  assertSeveral(paths, format)
  const path = paths[0]
  const reader = format.open({ path, unit, first, labelled: options.labelled ?? true })
  const container = `${[...new Set(files.map(describeFormat))].join(' and ')}${describeSheets(sheets, options.sheet)}`
  return { format, container, unit, mapping: reader.mapping, outcomes: reader.read(rows) }
}

async function* rowsOf(paths: readonly string[], options: ReadRowsOptions): AsyncGenerator<RawRow> {
  for (const path of paths) {
    for await (const row of readRows(path, options)) yield paths.length === 1 ? row : { ...row, file: path }
  }
}

/** Which sheet was read of several, for messages: `, sheet "Tickets" (not "Notes")`. */
function describeSheets(names: readonly string[], chosen = names[0]): string {
  if (names.length < 2) return ''
  const others = names.filter((name) => name !== chosen).map((name) => `"${shorten(name)}"`)
  return `, sheet "${shorten(chosen ?? '')}" (not ${others.join(', ')})`
}

/** The first rows, and all rows including them. */
async function peek(
  rows: AsyncGenerator<RawRow>,
  count: number,
): Promise<{ first: RawRow[]; rows: AsyncGenerator<RawRow> }> {
  const first: RawRow[] = []
  let isDone = false
  while (first.length < count && !isDone) {
    const next = await rows.next()
    if (next.done === true) isDone = true
    else first.push(next.value)
  }
  return { first, rows: again([...first]) }

  async function* again(seen: RawRow[]): AsyncGenerator<RawRow> {
    try {
      yield* seen
      if (!isDone) yield* rows
    } finally {
      await rows.return(undefined)
    }
  }
}

/** Several files are read as one only where their format says what belongs together. */
function assertSeveral(paths: readonly string[], format: ExampleFormat): void {
  if (paths.length === 1 || format.name !== 'plain') return
  throw new DataError(`${paths.join(', ')} are plain rows: name one file at a time.`, {
    hint: 'Several files belong together for OpenAI batches, stored completions, Langfuse and TensorZero.',
  })
}
