import type { Json, JsonObject } from '../contracts/json.ts'
import { DataError } from '../errors.ts'

/** Fewest uses of each value before a field is taken for a choice among them: rarer ones tell of values not yet seen. */
const fewestUses = 3
const mostChoices = 20
/** Whole numbers seen before a field is taken for whole numbers only. */
const fewestIntegers = 10

/**
 * The JSON Schema that examples' answers follow: fields with their types, `required` where every answer has them, `enum` for
 * texts with 2 … 20 values of at least 3 uses each, no other fields. Fields come in the order first met.
 *
 * @param answers canonical JSON of each example's answer, an object.
 * @throws DataError when there are none, or one is no JSON object; the message gives its number, from 1.
 */
export function inferSchema(answers: readonly string[]): JsonObject {
  if (answers.length === 0) throw new DataError('There are no answers to infer a schema from.')
  return schemaOf(answers.map((answer, at) => parsedObject(answer, at)))
}

function parsedObject(answer: string, at: number): JsonObject {
  let value: Json | undefined
  try {
    value = JSON.parse(answer) as Json
  } catch {
    value = undefined
  }
  if (isObject(value)) return value
  const shown = answer.length > 60 ? `${answer.slice(0, 59)}…` : answer
  throw new DataError(`Answer ${at + 1} is ${shown}. Answers of an extraction must be JSON objects.`)
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One schema for all values; several kinds of value become `anyOf`, null beside one kind a second type. */
function schemaOf(values: readonly Json[]): JsonObject {
  const forms = [
    objectSchema(values.filter((value) => isObject(value))),
    listSchema(values.filter((value) => Array.isArray(value))),
    textSchema(values.filter((value) => typeof value === 'string')),
    numberSchema(values.filter((value) => typeof value === 'number')),
    values.some((value) => typeof value === 'boolean') ? { type: 'boolean' } : undefined,
  ].filter((form) => form !== undefined)
  const [only, second] = forms
  if (!values.includes(null)) return second === undefined ? (only ?? {}) : { anyOf: forms }
  if (only === undefined) return { type: 'null' }
  return second === undefined ? nullable(only) : { anyOf: [...forms, { type: 'null' }] }
}

function nullable(schema: JsonObject): JsonObject {
  const { type, enum: choices } = schema
  if (typeof type !== 'string') return schema
  return { ...schema, type: [type, 'null'], ...(Array.isArray(choices) ? { enum: [...choices, null] } : {}) }
}

function objectSchema(objects: readonly JsonObject[]): JsonObject | undefined {
  if (objects.length === 0) return undefined
  const fields = new Map<string, Json[]>()
  for (const [name, value] of objects.flatMap((object) => Object.entries(object))) {
    if (value === undefined) continue
    const known = fields.get(name)
    if (known === undefined) fields.set(name, [value])
    else known.push(value)
  }
  return {
    type: 'object',
    properties: Object.fromEntries([...fields].map(([name, values]) => [name, schemaOf(values)])),
    required: [...fields].filter(([, values]) => values.length === objects.length).map(([name]) => name),
    additionalProperties: false,
  }
}

function listSchema(lists: readonly Json[][]): JsonObject | undefined {
  if (lists.length === 0) return undefined
  const items = lists.flat()
  return { type: 'array', ...(items.length === 0 ? {} : { items: schemaOf(items) }) }
}

function textSchema(texts: readonly string[]): JsonObject | undefined {
  if (texts.length === 0) return undefined
  const uses = new Map<string, number>()
  for (const text of texts) uses.set(text, (uses.get(text) ?? 0) + 1)
  const isChoice =
    uses.size >= 2 && uses.size <= mostChoices && [...uses.values()].every((count) => count >= fewestUses)
  return { type: 'string', ...(isChoice ? { enum: [...uses.keys()].toSorted() } : {}) }
}

function numberSchema(numbers: readonly number[]): JsonObject | undefined {
  if (numbers.length === 0) return undefined
  const areWhole = numbers.length >= fewestIntegers && numbers.every((number) => Number.isInteger(number))
  return { type: areWhole ? 'integer' : 'number' }
}
