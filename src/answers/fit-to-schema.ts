import type { Json, JsonObject } from '../contracts/json.ts'
import { normaliseText } from '../text/same-text.ts'
import { asSchema, resolveSchema, schemasOf } from './resolve-schema.ts'
import { type JsonType, typeOfJson, typesOf } from './schema-types.ts'
import { validateAgainstSchema } from './validate-against-schema.ts'

/**
 * A value bent to a schema where a reader would see the same answer: one text for a list of texts (and a list of one for
 * a text), "12" for 12, "true" for true, another case of an allowed value or of a field's name, a missing or null field
 * where the list is empty or null is allowed, fields nobody asked for left out. What cannot be bent so stays as it is.
 */
export function fitToSchema(value: Json, schema: JsonObject): Json {
  return fit(value, schema, schema)
}

function fit(value: Json, given: JsonObject, root: JsonObject): Json {
  const schema = formFor(value, resolveSchema(given, root), root)
  const shaped = toEnum(toType(value, schema), schema)
  const items = asSchema(schema['items'])
  if (Array.isArray(shaped)) {
    return items === undefined ? shaped : shaped.map((item) => fit(item, items, root))
  }
  if (typeof shaped !== 'object' || shaped === null) return shaped
  return fitMembers(shaped, schema, root)
}

/** Of several allowed forms the first that the value can be bent to. */
function formFor(value: Json, schema: JsonObject, root: JsonObject): JsonObject {
  const forms = schemasOf(schema['anyOf'] ?? schema['oneOf'])
  if (forms.length === 0) return schema
  const withRoot = (form: JsonObject): JsonObject => ({
    ...form,
    ...(root['$defs'] === undefined ? {} : { $defs: root['$defs'] }),
    ...(root['definitions'] === undefined ? {} : { definitions: root['definitions'] }),
  })
  const fits = forms.find((form) => validateAgainstSchema(value, withRoot(form)).length === 0)
  const bends =
    fits ?? forms.find((form) => validateAgainstSchema(fit(value, form, root), withRoot(form)).length === 0)
  return bends === undefined ? schema : resolveSchema(bends, root)
}

function toType(value: Json, schema: JsonObject): Json {
  const types = typesOf(schema)
  if (types === undefined || allows(types, typeOfJson(value))) return value
  if (Array.isArray(value) && value.length === 1 && value[0] !== undefined && !types.includes('array')) {
    return toType(value[0], schema)
  }
  if (types.includes('array')) return value === null ? [] : [value]
  if (typeof value === 'string') return fromText(value.trim(), types) ?? value
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean'))
    return String(value)
  return value
}

function allows(types: readonly JsonType[], type: JsonType): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'))
}

function fromText(text: string, types: readonly JsonType[]): Json | undefined {
  if (types.includes('number') || types.includes('integer')) {
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(text)) return Number(text)
  }
  if (types.includes('boolean') && /^(?:true|false)$/iu.test(text)) return text.toLowerCase() === 'true'
  if (types.includes('null') && /^(?:null|none|n\/a|)$/iu.test(text)) return null
  return undefined
}

function toEnum(value: Json, { enum: allowed }: JsonObject): Json {
  if (typeof value !== 'string' || !Array.isArray(allowed) || allowed.includes(value)) return value
  const same = allowed.filter((one) => typeof one === 'string' && isNamedAlike(one, value))
  return same.length === 1 && same[0] !== undefined ? same[0] : value
}

function isNamedAlike(one: string, other: string): boolean {
  return normaliseText(one) !== '' && normaliseText(one) === normaliseText(other)
}

function fitMembers(value: JsonObject, schema: JsonObject, root: JsonObject): JsonObject {
  const properties = asSchema(schema['properties'])
  if (properties === undefined) return value
  const named = renamed(value, Object.keys(properties))
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const members = Object.entries(properties).flatMap(([name, given]): [string, Json][] => {
    const own = asSchema(given)
    const member = named.get(name)
    named.delete(name)
    if (own === undefined) return member === undefined ? [] : [[name, member]]
    const kept = memberOf(member, { schema: resolveSchema(own, root), isRequired: required.includes(name) })
    return kept === undefined ? [] : [[name, fit(kept, own, root)]]
  })
  const others = schema['additionalProperties'] === false ? [] : named
  return Object.fromEntries([...members, ...others])
}

/** Members under the names the schema has for them, where only case and punctuation differ. */
function renamed(value: JsonObject, names: readonly string[]): Map<string, Json> {
  const members = new Map<string, Json>()
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue
    const alike = names.includes(name) ? [name] : names.filter((one) => isNamedAlike(one, name))
    const known = alike.length === 1 ? alike[0] : undefined
    const isFree = known !== undefined && (known === name || !Object.hasOwn(value, known))
    members.set(isFree ? known : name, member)
  }
  return members
}

/** What to put for a member: itself, or for a missing one or null the empty value the schema allows. */
function memberOf(
  member: Json | undefined,
  { schema, isRequired }: { schema: JsonObject; isRequired: boolean },
): Json | undefined {
  if (member !== undefined && member !== null) return member
  const types = typesOf(schema) ?? []
  if (member === null && (types.length === 0 || types.includes('null'))) return null
  if (!isRequired) return undefined
  if (types.includes('null')) return null
  return types.includes('array') && !(Number(schema['minItems'] ?? 0) > 0) ? [] : (member ?? undefined)
}
