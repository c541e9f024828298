import { jsonSchema, type Json } from '../contracts/json.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { type AlignedSpan, spanAligner } from './align-span.ts'

/** An answer whose texts are the source's own words; `missing` holds those that the source does not have. */
export interface AlignedAnswer {
  /** Canonical JSON; missing texts stay as they were. */
  output: string
  missing: string[]
}

/**
 * Puts the source's own words for every text of an answer that differs from them only in white space, case, quotes or dashes.
 *
 * @param output canonical JSON.
 */
export function alignAnswer(output: string, source: string): AlignedAnswer {
  const missing: string[] = []
  const aligned = alignIn(jsonSchema.parse(JSON.parse(output)), spanAligner(source), missing)
  return { output: canonicalJson(aligned), missing }
}

function alignIn(value: Json, align: (quote: string) => AlignedSpan | undefined, missing: string[]): Json {
  if (typeof value === 'string') {
    if (value.trim() === '') return value
    const span = align(value)
    if (span === undefined) missing.push(value)
    return span?.quote ?? value
  }
  if (Array.isArray(value)) return value.map((item) => alignIn(item, align, missing))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] =>
    member === undefined ? [] : [[name, alignIn(member, align, missing)]],
  )
  return Object.fromEntries(members)
}
