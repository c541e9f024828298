import type { RawRow } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import { DataError } from '../../errors.ts'
import type { TextLine } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { shorten } from './shorten.ts'

/** Where a row's JSON text lies: lines of a file, or rows of an array. */
export interface JsonPlace {
  path: string
  unit: 'line' | 'row'
  limits: ReaderLimits
}

/** A row from its JSON text. @throws DataError when it is no JSON, no object or nested too deep. */
export function parseJsonRow(line: TextLine, place: JsonPlace): RawRow {
  return toJsonRow(parse(line, place), line.number, { ...place, text: line.text })
}

/** A row from a JSON value. @throws DataError when it is no object or nested too deep. */
export function toJsonRow(value: Json, number: number, place: JsonPlace & { text?: string }): RawRow {
  const { path, unit, limits, text } = place
  if (!isJsonObject(value)) {
    const each = unit === 'line' ? 'Each line' : 'Each row'
    throw new DataError(
      `${path} ${unit} ${number} is JSON but not an object: ${shorten(text ?? JSON.stringify(value))}. ${each} must be an object such as {"input": "…", "output": "…"}.`,
    )
  }
  if (isDeeper(value, limits.depth))
    throw new DataError(`${path} ${unit} ${number} is nested deeper than ${limits.depth} levels.`)
  return { line: number, value }
}

/** Whether a JSON value is an object and no list. */
export function isJsonObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(line: TextLine, { path, unit }: JsonPlace): Json {
  try {
    // JSON.parse is the border: its result is JSON by definition.
    return JSON.parse(line.text) as Json
  } catch (error) {
    throw new DataError(`${path} ${unit} ${line.number} is not JSON: ${shorten(line.text)}`, {
      hint:
        unit === 'line'
          ? 'Each line must be one JSON object. A CSV file needs the ending .csv.'
          : 'The file must be a JSON array of objects: [{…}, {…}].',
      cause: error,
    })
  }
}

function isDeeper(value: Json | undefined, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  return Object.values(value).some((inner) => isDeeper(inner, depth - 1))
}
