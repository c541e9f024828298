import type { Json, JsonObject } from '../contracts/json.ts'

/** JSON types as a schema names them. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object'

export const jsonTypes: readonly JsonType[] = [
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'array',
  'object',
]

/** The type of a value; whole numbers are `integer`. */
export function typeOfJson(value: Json): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value === 'object') return 'object'
  return typeof value === 'string' ? 'string' : 'boolean'
}

/** Types a schema allows; `undefined` where it says nothing. */
export function typesOf(schema: JsonObject): JsonType[] | undefined {
  const { type } = schema
  if (type === undefined) return undefined
  const named = Array.isArray(type) ? type : [type]
  return jsonTypes.filter((known) => named.includes(known))
}
