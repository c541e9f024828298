import type { RawRow } from '../../contracts/example.ts'
import type { ExampleFormatName } from '../../contracts/task.ts'
import { charactersOf } from '../../data/import/characters-of.ts'
import { plainFormat } from '../../data/import/detect-format.ts'
import type { Fields } from '../../data/import/example-from-row.ts'
import { fieldPaths } from '../../data/import/field-at-path.ts'
import { openExamples } from '../../data/import/open-examples.ts'

/** Rows read to guess fields and list labels. */
const rowsRead = 200_000
/** Text read for that: a file of long texts must not fill the memory. */
const charactersRead = 32_000_000
/** Rows whose columns are offered: what is in none of them is not in every row. */
const rowsWithColumns = 20

/** Where rows lie, and what the reader said of them. */
export interface InitSource {
  path: string
  format?: ExampleFormatName | undefined
  sheet?: string | undefined
  /** Columns the reader named. */
  fields?: Pick<Partial<Fields>, 'input' | 'expected'>
}

/** The first rows of a data file as plain rows, and what they were read as. */
export interface InitRows {
  rows: RawRow[]
  /** Whether these are all rows of the file. */
  isWhole: boolean
  columns: string[]
  /** How rows lie in the file, with the sheet where there are several. */
  container: string
  /** Whose format they have, and whether the columns are the file's own. */
  format: { name: ExampleFormatName; title: string; isPlain: boolean }
  /** What a format of another tool makes of its rows, one sentence each. */
  mapping: string[]
}

/** @throws DataError for a bad file. */
export async function readInitRows(source: InitSource, most: number = rowsRead): Promise<InitRows> {
  const { path, format, sheet, fields = {} } = source
  const { input, expected } = fields
  // Columns the reader names are columns of the file, unless its format is another tool's.
  const named = input !== undefined && expected !== undefined ? { fields: { input, expected } } : {}
  const opened = await openExamples([path], { ...named, format, sheet })
  const rows: RawRow[] = []
  let characters = 0
  let isWhole = true
  for await (const outcome of opened.outcomes) {
    if (outcome.dropped !== undefined) continue
    isWhole = rows.length < most && characters <= charactersRead
    if (!isWhole) break
    rows.push(outcome)
    characters += charactersOf(outcome)
  }
  const { name, title } = opened.format
  const columns = new Set(rows.slice(0, rowsWithColumns).flatMap(({ value }) => fieldPaths(value)))
  return {
    rows,
    isWhole,
    columns: [...columns],
    container: opened.container,
    format: { name, title, isPlain: opened.format === plainFormat },
    mapping: opened.mapping,
  }
}
