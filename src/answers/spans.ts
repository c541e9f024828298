import type { Json } from '../contracts/json.ts'

/** A text inside a JSON value: its dotted path ("parties.0") and what it says. */
export interface Span {
  path: string
  quote: string
}

/** Every text in a JSON value, in order, empty ones too; keys are no texts. */
export function spansOf(value: Json): Span[] {
  return spansAt(value, '')
}

/** Texts of a value that do not stand in the source character for character; an empty text stands everywhere. */
export function notInSource(value: Json, source: string): Span[] {
  return spansOf(value).filter(({ quote }) => !source.includes(quote))
}

function spansAt(value: Json | undefined, path: string): Span[] {
  if (typeof value === 'string') return [{ path, quote: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    spansAt(member, path === '' ? name : `${path}.${name}`),
  )
}
