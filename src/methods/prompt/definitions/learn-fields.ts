import * as z from 'zod'
import type { Example } from '../../../contracts/example.ts'
import { jsonSchema, type Json, type JsonObject } from '../../../contracts/json.ts'
import { groupBy } from '../../../stats/group-by.ts'
import { shortQuote } from './short-quote.ts'
import { distinctWords, tellingWords } from './telling-words.ts'

/** What a prompt may say of a field of an answer, beyond its schema. Texts are empty where nothing was learnt. */
export const learntFieldSchema = z.object({
  /** Dotted path without list places: `clauses.text`. */
  name: z.string(),
  words: z.string(),
  example: z.string(),
})
export type LearntField = z.infer<typeof learntFieldSchema>

const wordsPerField = 5
const quoteCharacters = 120
/** The group of words that are in no field; no path can be called that. */
const elsewhere = '\u0000'

/**
 * What the values of each field look like in train answers: telling words against the other fields and the rest of the
 * inputs, and one short value. A field the schema describes itself gets the value only; one with listed choices neither.
 */
export function learnFields(
  rows: readonly Pick<Example, 'input' | 'expected'>[],
  schema: JsonObject,
): LearntField[] {
  const values = rows.flatMap(({ expected }) => leavesOf(jsonSchema.parse(JSON.parse(expected)), []))
  const byField = groupBy(values, ({ path }) => path)
  const groups = new Map([...byField].map(([path, found]) => [path, found.map(({ text }) => text)]))
  groups.set(elsewhere, rows.map(restOfInput))
  const telling = tellingWords(groups)
  return [...byField].flatMap(([name, found]) => {
    const facts = factsOf(schema, name.split('.'))
    if (facts.hasChoices) return []
    const words = facts.isDescribed ? '' : distinctWords(telling.get(name) ?? [], wordsPerField).join(', ')
    return [{ name, words, example: typicalValue(found.map(({ text }) => text)) }]
  })
}

interface Leaf {
  path: string
  text: string
}

function leavesOf(value: Json, path: readonly string[]): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, path))
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : leavesOf(member, [...path, name]),
    )
  return value === null || path.length === 0 ? [] : [{ path: path.join('.'), text: String(value) }]
}

/** The input without what was taken out of it. */
function restOfInput({ input, expected }: Pick<Example, 'input' | 'expected'>): string {
  const leaves = leavesOf(jsonSchema.parse(JSON.parse(expected)), [])
  return leaves.reduce((text, leaf) => text.replace(leaf.text, ' '), input.text)
}

/** What the schema itself says of a field. References are not followed: then nothing is known, and words are learnt. */
function factsOf(schema: JsonObject, path: readonly string[]): { isDescribed: boolean; hasChoices: boolean } {
  let at: Json | undefined = schema
  for (const name of path) at = memberOf(memberOf(itemOf(at), 'properties'), name)
  const isDescribed = typeof memberOf(at, 'description') === 'string'
  return { isDescribed, hasChoices: memberOf(itemOf(at), 'enum') !== undefined }
}

function itemOf(schema: Json | undefined): Json | undefined {
  return memberOf(schema, 'items') ?? schema
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)
    ? undefined
    : value[name]
}

/** A value of a length that a third of them do not reach: neither a scrap nor the longest. */
function typicalValue(texts: readonly string[]): string {
  const sorted = texts.toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1))
  return shortQuote(sorted[Math.floor(sorted.length / 3)] ?? '', quoteCharacters)
}
