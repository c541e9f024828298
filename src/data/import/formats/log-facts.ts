import type { Json } from '../../../contracts/json.ts'
import { normaliseTime } from '../normalise-time.ts'

type Row = { [key: string]: Json }

/** The row's own id, as text. */
export function idOf(row: Row, key = 'id'): { id?: string } {
  const id = row[key]
  if (typeof id === 'string' && id !== '') return { id }
  return typeof id === 'number' ? { id: String(id) } : {}
}

/** The row's time as ISO text, where a key holds one. */
export function timeOf(row: Row, ...keys: string[]): { time?: string } {
  for (const key of keys) {
    const value = row[key]
    const time = value === undefined ? undefined : normaliseTime(value)
    if (time !== undefined) return { time }
  }
  return {}
}

/** The first of these keys that holds a text. */
export function textAt(row: Row, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = row[key]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

/** Only what is there. */
export function known(facts: { [key: string]: Json | undefined }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null && entry[1] !== '',
    ),
  )
}

/** JSON that a table holds as text; the text itself when it is none. */
export function fromJsonText(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !/^\s*[[{"]/u.test(value)) return value
  try {
    // JSON.parse is the border: its result is JSON by definition.
    return JSON.parse(value) as Json
  } catch {
    return value
  }
}

/** Whether a request offers tools. ShareGPT files hold them as a text. */
export function listedTools({ tools, functions }: Row): boolean {
  return [tools, functions].some((list) =>
    Array.isArray(list)
      ? list.length > 0
      : typeof list === 'string' && list.trim() !== '' && list.trim() !== '[]',
  )
}
