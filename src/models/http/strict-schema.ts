import type { Json, JsonObject } from '../../contracts/json.ts'

const wrapper = 'answer'

/** A schema for strict mode, and whether the answer is wrapped in an object for it. */
export interface StrictSchema {
  schema: JsonObject
  isWrapped: boolean
}

/**
 * The schema as strict mode takes it: every object is closed and requires all its properties, those that were optional may
 * be null instead, and the root is an object. `readStrict` takes the answer back.
 *
 * @see https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function strictSchema(schema: JsonObject): StrictSchema {
  const isWrapped = schema['type'] !== 'object' || schema['anyOf'] !== undefined
  const root = isWrapped ? wrap(schema) : schema
  return { schema: mapSchemas(root, requireAll), isWrapped }
}

/** The schema with every object closed, as Anthropic's structured outputs ask for. */
export function closedSchema(schema: JsonObject): JsonObject {
  return mapSchemas(schema, (part) =>
    isObject(part['properties']) ? { ...part, additionalProperties: false } : part,
  )
}

/**
 * The answer to a strict schema as the original one has it: unwrapped, and without the nulls of optional properties.
 * What is not JSON comes back as it is.
 */
export function readStrict(text: string, schema: JsonObject): string {
  try {
    const value: Json = JSON.parse(text) as Json
    const { isWrapped } = strictSchema(schema)
    const inner = isWrapped && isObject(value) && wrapper in value ? (value[wrapper] ?? null) : value
    return JSON.stringify(dropNulls(inner, schema, schema))
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

function wrap(schema: JsonObject): JsonObject {
  const { $defs, definitions, $schema: _, ...inner } = schema
  return {
    type: 'object',
    properties: { [wrapper]: inner },
    required: [wrapper],
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  }
}

function requireAll(schema: JsonObject): JsonObject {
  const { properties } = schema
  if (!isObject(properties)) return schema
  const required = requiredOf(schema)
  const all = Object.entries(properties).map(([key, value]) => [
    key,
    required.has(key) || !isObject(value) ? value : nullable(value),
  ])
  return {
    ...schema,
    properties: Object.fromEntries(all) as JsonObject,
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

function nullable(schema: JsonObject): JsonObject {
  const { type, anyOf } = schema
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: 'null' }] }
  if (typeof type !== 'string' && !Array.isArray(type)) return { anyOf: [schema, { type: 'null' }] }
  const types = Array.isArray(type) ? type : [type]
  if (types.includes('null')) return schema
  const values = schema['enum']
  return {
    ...schema,
    type: [...types, 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  }
}

/** Applies a change to a schema and to every schema inside it, inner ones first. */
function mapSchemas(schema: JsonObject, change: (part: JsonObject) => JsonObject): JsonObject {
  const mapped = Object.entries(schema).map(([key, value]): [string, Json | undefined] => {
    if (['properties', '$defs', 'definitions'].includes(key) && isObject(value))
      return [key, mapValues(value, (part) => mapSchemas(part, change))]
    if (key === 'items' && isObject(value)) return [key, mapSchemas(value, change)]
    if (['anyOf', 'allOf', 'oneOf', 'prefixItems'].includes(key) && Array.isArray(value))
      return [key, value.map((part) => (isObject(part) ? mapSchemas(part, change) : part))]
    return [key, value]
  })
  return change(Object.fromEntries(mapped))
}

function mapValues(parts: JsonObject, change: (part: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parts).map(([key, part]) => [key, isObject(part) ? change(part) : part]),
  )
}

function dropNulls(value: Json, schema: JsonObject, root: JsonObject): Json {
  const known = resolve(schema, root)
  const { items } = known
  if (Array.isArray(value))
    return isObject(items) ? value.map((entry) => dropNulls(entry, items, root)) : value
  const { properties } = known
  if (!isObject(value) || !isObject(properties)) return value
  const required = requiredOf(known)
  const kept = Object.entries(value).flatMap(([key, entry]) => {
    const part = properties[key]
    if (entry === undefined || !isObject(part)) return [[key, entry]]
    const isAdded = entry === null && !required.has(key) && !allowsNull(resolve(part, root))
    return isAdded ? [] : [[key, dropNulls(entry, part, root)]]
  })
  return Object.fromEntries(kept) as JsonObject
}

function resolve(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = schema['$ref']
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return schema
  const found = reference
    .slice(2)
    .split('/')
    .reduce<Json | undefined>((part, key) => (isObject(part) ? part[key] : undefined), root)
  return isObject(found) ? found : schema
}

function allowsNull({ type, anyOf }: JsonObject): boolean {
  if (Array.isArray(anyOf)) return anyOf.some((part) => isObject(part) && allowsNull(part))
  return type === undefined || type === 'null' || (Array.isArray(type) && type.includes('null'))
}

function requiredOf({ required }: JsonObject): Set<Json> {
  return new Set(Array.isArray(required) ? required : [])
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
