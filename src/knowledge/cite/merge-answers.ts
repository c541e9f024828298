import { canonicalJson } from '../../text/canonical-json.ts'
import type { Json, JsonObject } from '../../contracts/json.ts'
import { joinedSpans } from './joined-spans.ts'

/** An answer for one section of a document. */
export interface PartialAnswer {
  answer: JsonObject
  section: string
}

/** One value of a field, and the sections it came from. */
export interface MergedValue {
  value: Json
  sections: string[]
}

/** One answer from many, and where its parts come from. */
export interface MergedAnswer {
  answer: JsonObject
  /** By field: each value with its sections, in the order they were met. */
  sources: { [field: string]: MergedValue[] }
  /** Fields that hold one value, for which sections gave different ones: the most frequent stands, else the first. */
  conflicts: string[]
}

/**
 * Merges answers that were given section by section: lists become their union, in which equal values count once and
 * texts that overlap become one; other fields keep the value most sections gave. Null, empty texts and empty lists say
 * nothing.
 *
 * @param text of the document: two texts are joined only where the result stands in it.
 */
export function mergeAnswers(partials: readonly PartialAnswer[], text?: string): MergedAnswer {
  const fields = [...new Set(partials.flatMap(({ answer }) => Object.keys(answer)))]
  const merged: MergedAnswer = { answer: {}, sources: {}, conflicts: [] }
  for (const field of fields) {
    const isList = partials.some(({ answer }) => Array.isArray(answer[field]))
    const values = distinctValues(field, partials)
    const kept = isList ? joinedValues(values, text) : mostFrequent(values)
    merged.sources[field] = kept
    merged.answer[field] = isList ? kept.map(({ value }) => value) : (kept[0]?.value ?? null)
    if (!isList && values.length > 1) merged.conflicts.push(field)
  }
  return merged
}

function distinctValues(field: string, partials: readonly PartialAnswer[]): MergedValue[] {
  const byKey = new Map<string, MergedValue>()
  for (const { answer, section } of partials) {
    const given = answer[field]
    for (const value of Array.isArray(given) ? given : [given]) {
      if (value === undefined || value === null || value === '') continue
      const key = typeof value === 'string' ? value.replaceAll(/\s+/gu, ' ').trim() : canonicalJson(value)
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, { value, sections: [section] })
      else if (!known.sections.includes(section)) known.sections.push(section)
    }
  }
  return [...byKey.values()]
}

function mostFrequent(values: readonly MergedValue[]): MergedValue[] {
  return values.toSorted((one, other) => other.sections.length - one.sections.length).slice(0, 1)
}

/** Joins the first pair that overlaps until there is none left. */
function joinedValues(values: readonly MergedValue[], text: string | undefined): MergedValue[] {
  const kept: MergedValue[] = []
  for (const next of values) {
    const found = kept.findIndex(({ value }) => joinOf(value, next.value, text) !== undefined)
    const known = kept[found]
    const value = known === undefined ? undefined : joinOf(known.value, next.value, text)
    if (known === undefined || value === undefined) kept.push(next)
    else kept[found] = { value, sections: [...new Set([...known.sections, ...next.sections])] }
  }
  return kept.length < values.length ? joinedValues(kept, text) : kept
}

function joinOf(one: Json, other: Json, text: string | undefined): string | undefined {
  return typeof one === 'string' && typeof other === 'string' ? joinedSpans(one, other, text) : undefined
}
