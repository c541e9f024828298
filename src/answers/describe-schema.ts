import type { JsonObject } from '../contracts/json.ts'
import { asSchema, resolveSchema } from './resolve-schema.ts'
import { typesOf } from './schema-types.ts'

const deepest = 8

/**
 * A schema in words for a prompt: one line a field, nested ones indented.
 *
 * `- "party" (list of texts, may be left out): who signs`
 */
export function describeSchema(schema: JsonObject): string {
  return linesOf({ schema, root: schema, depth: 0 }).join('\n')
}

interface Described {
  schema: JsonObject
  root: JsonObject
  depth: number
}

function linesOf({ schema, root, depth }: Described): string[] {
  const resolved = resolveSchema(schema, root)
  const fields = asSchema(resolved['properties']) ?? {}
  const required = Array.isArray(resolved['required']) ? resolved['required'] : []
  return Object.entries(fields).flatMap(([name, given]) => {
    const field = asSchema(given)
    if (field === undefined) return []
    const own = resolveSchema(field, root)
    const facts = [formOf(own, root), ...(required.includes(name) ? [] : ['may be left out'])].join(', ')
    const note = typeof own['description'] === 'string' ? `: ${own['description']}` : ''
    const line = `${'  '.repeat(depth)}- ${JSON.stringify(name)} (${facts})${note}`
    const inner = asSchema(own['items']) ?? own
    return depth < deepest ? [line, ...linesOf({ schema: inner, root, depth: depth + 1 })] : [line]
  })
}

const singular: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'null',
  object: 'object',
}
const plural: Readonly<Record<string, string>> = {
  ...singular,
  string: 'texts',
  number: 'numbers',
  integer: 'whole numbers',
  object: 'objects',
}

function formOf(given: JsonObject, root: JsonObject, words = singular): string {
  const schema = resolveSchema(given, root)
  const choices = schema['enum']
  if (Array.isArray(choices)) return `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`
  if (schema['const'] !== undefined) return `always ${JSON.stringify(schema['const'])}`
  const forms = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(forms)) {
    return forms.map((form) => formOf(asSchema(form) ?? {}, root, words)).join(' or ')
  }
  const named = (typesOf(schema) ?? []).map((type) =>
    type === 'array' ? `list of ${itemsOf(schema, root)}` : (words[type] ?? type),
  )
  return named.length === 0 ? 'any value' : named.join(' or ')
}

function itemsOf(schema: JsonObject, root: JsonObject): string {
  const items = asSchema(schema['items'])
  return items === undefined ? 'values' : formOf(items, root, plural)
}
