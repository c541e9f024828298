import { basename } from 'node:path'
import type { Example, RawRow, UnlabelledExample } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import type { Task } from '../../contracts/task.ts'
import { DataError } from '../../errors.ts'
import { fieldAtPath, fieldPaths } from './field-at-path.ts'
import { normaliseTime } from './normalise-time.ts'
import { shorten } from './shorten.ts'
import { textOfValue } from './text-of-value.ts'

/** Dotted paths of what is read from a row (`data.fields` of the task file). */
export type Fields = Task['data']['fields']

/** The file a row comes from. `name` stands in ids, `path` in messages. */
export interface RowFile {
  path: string
  name: string
  /** What `line` counts, for messages. Default: lines. */
  unit?: 'line' | 'row'
}

/**
 * An example from a raw row. Numbers and booleans become text; objects become canonical JSON.
 *
 * @throws DataError when a field is missing or empty (the message names the row and the fields it has), or a time is
 * no ISO date.
 */
export function exampleFromRow(row: RawRow, fields: Fields, file: RowFile): Example {
  const expected = textAt(row, fields.expected, file)
  const facts = {
    ...(fields.id === undefined ? {} : { id: textAt(row, fields.id, file) }),
    ...(fields.time === undefined ? {} : { time: timeAt(row, fields.time, file) }),
    ...(fields.group === undefined ? {} : { group: textAt(row, fields.group, file) }),
  }
  return { ...base(row, fields, file), expected, ...facts, ...syntheticMark(row) }
}

/** Who made a row is written in its `meta`, wherever its input and answer stand. */
function syntheticMark({ value }: RawRow): Pick<Example, 'synthetic'> {
  if (fieldAtPath(value, 'meta.synthetic') !== true) return {}
  const from = fieldAtPath(value, 'meta.source')
  return { synthetic: typeof from === 'string' ? { from } : {} }
}

/** An unlabelled example: only the input must be there; id, time and group are taken where the row has them. */
export function unlabelledFromRow(row: RawRow, fields: Fields, file: RowFile): UnlabelledExample {
  const has = (path: string | undefined): path is string =>
    path !== undefined && !isBlank(fieldAtPath(row.value, path))
  const facts = {
    ...(has(fields.id) ? { id: textAt(row, fields.id, file) } : {}),
    ...(has(fields.time) ? { time: timeAt(row, fields.time, file) } : {}),
    ...(has(fields.group) ? { group: textAt(row, fields.group, file) } : {}),
  }
  return { ...base(row, fields, file), ...facts }
}

function base(row: RawRow, fields: Fields, file: RowFile): UnlabelledExample {
  const text = textAt(row, fields.input, file)
  const value = fieldAtPath(row.value, fields.input)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return {
    id: idFromPlace(row, file),
    input: isObject ? { text, fields: value } : { text },
    source: { file: row.file ?? file.path, line: row.line },
  }
}

/** `<file name>:<line>`, and which example of the row it is where there are several. */
export function idFromPlace(row: RawRow, file: RowFile): string {
  const name = row.file === undefined ? file.name : basename(row.file)
  return `${name}:${row.line}${row.part === undefined ? '' : `#${row.part}`}`
}

function textAt(row: RawRow, path: string, file: RowFile): string {
  const value = fieldAtPath(row.value, path)
  if (value !== undefined && !isBlank(value))
    return wellFormed(textOfValue(value), `${placeOf(row, file)}: the field "${path}"`)
  const has = `It has ${fieldPaths(row.value).slice(0, 12).join(', ') || 'no fields'}.`
  if (value === undefined) throw new DataError(`${placeOf(row, file)} has no field "${path}". ${has}`)
  throw new DataError(`${placeOf(row, file)}: the field "${path}" is empty.`, {
    hint: 'Fill it in or leave the row out.',
  })
}

/** A surrogate without its partner; whole pairs are one character under the u flag. */
const halfPair = /\p{Surrogate}/u

/** @throws DataError at half a surrogate pair: it is no character, and cannot be written as UTF-8. */
function wellFormed(text: string, where: string): string {
  if (!halfPair.test(text)) return text
  throw new DataError(
    `${where} holds half of a surrogate pair (a broken emoji): ${shorten(text.replace(halfPair, '\uFFFD'))}`,
    {
      hint: 'The text was cut in the middle of a character. Take that character out or leave the row out.',
    },
  )
}

function placeOf(row: RawRow, file: RowFile): string {
  return `${row.file ?? file.path} ${file.unit ?? 'line'} ${row.line}`
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

function timeAt(row: RawRow, path: string, file: RowFile): string {
  const text = textAt(row, path, file)
  const time = normaliseTime(fieldAtPath(row.value, path) ?? text)
  if (time !== undefined) return time
  throw new DataError(
    `${placeOf(row, file)}: the time "${path}" is ${shorten(text)}. It must be an ISO date such as 2026-03-31 or 2026-03-31T09:30:00Z.`,
  )
}
