import type { RawRow } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import { fieldAtPath, fieldPaths } from './field-at-path.ts'
import { countRepeats } from './guess-kind.ts'
import { normaliseTime } from './normalise-time.ts'
import { textOfValue } from './text-of-value.ts'

/** What can be said of one column (a dotted path) without knowing what it means. Shares are of all rows. */
export interface Column {
  path: string
  /** Last step of the path. */
  name: string
  values: Json[]
  filledShare: number
  isText: boolean
  isStructured: boolean
  isUnique: boolean
  distinct: number
  repeatedShare: number
  meanLength: number
  meanWords: number
  timeShare: number
}

/** Rows that name the columns: what is in none of them is not in every row, and no guess needs it. */
const rowsWithNames = 20

/** Facts of every column of the first rows, in the order in which the columns appear. */
export function describeColumns(rows: readonly RawRow[]): Column[] {
  const paths = new Set(
    rows.slice(0, rowsWithNames).flatMap((row) => [...Object.keys(row.value), ...fieldPaths(row.value)]),
  )
  return [...paths].map((path) => describeColumn(path, rows)).filter((column) => column.values.length > 0)
}

function describeColumn(path: string, rows: readonly RawRow[]): Column {
  const values = rows
    .map((row) => fieldAtPath(row.value, path))
    .filter((value): value is Json => value !== undefined && value !== null && value !== '')
  const texts = values.map(textOfValue)
  const repeats = countRepeats(texts)
  const share = (count: number): number => (rows.length === 0 ? 0 : count / rows.length)
  return {
    path,
    name: path.split('.').at(-1) ?? path,
    values,
    filledShare: share(values.length),
    isText: values.every((value) => typeof value === 'string' && Number.isNaN(Number(value))),
    isStructured: values.some((value) => typeof value === 'object'),
    isUnique: repeats.distinct === rows.length,
    ...repeats,
    meanLength: mean(texts.map((text) => text.length)),
    meanWords: mean(texts.map((text) => text.trim().split(/\s+/u).length)),
    timeShare: share(values.filter((value) => normaliseTime(value) !== undefined).length),
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
