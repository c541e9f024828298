import type { Json, JsonObject } from '../contracts/json.ts'
import { TaskError } from '../errors.ts'
import { asSchema, resolveSchema } from './resolve-schema.ts'
import { safePattern } from './safe-pattern.ts'
import { jsonTypes } from './schema-types.ts'

const checks = (
  'type enum const anyOf oneOf allOf $ref $defs definitions properties required additionalProperties items minItems ' +
  'maxItems uniqueItems minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'
).split(' ')
/** Say something to readers and nothing to a validator. */
const notes =
  'title description default examples format $schema $id $comment deprecated readOnly writeOnly'.split(' ')
const deepest = 64

/**
 * Whether answers can be checked against a JSON Schema here. Keywords that would be passed over in silence are refused.
 *
 * @throws TaskError that names the keyword and its place.
 */
export function assertSchemaSupported(schema: JsonObject): void {
  assertNode({ schema, root: schema, path: 'schema', depth: 0 })
}

interface Node {
  schema: JsonObject
  root: JsonObject
  path: string
  depth: number
}

function assertNode({ schema, root, path, depth }: Node): void {
  if (depth > deepest) throw new TaskError(`${path} is nested more than ${deepest} levels deep.`)
  for (const keyword of Object.keys(schema)) {
    if (checks.includes(keyword) || notes.includes(keyword)) continue
    throw new TaskError(`${path}.${keyword} is a keyword that answers cannot be checked against here.`, {
      hint: `Leave it out. Checked are: ${checks.join(', ')}.`,
    })
  }
  assertType(schema, path)
  assertPattern(schema, path)
  if (schema['$ref'] !== undefined) resolveSchema(schema, root)
  for (const [name, child] of childrenOf(schema)) {
    if (typeof child === 'boolean') continue
    const node = asSchema(child)
    if (node === undefined) {
      throw new TaskError(`${path}.${name} is ${JSON.stringify(child)}. It must be a JSON Schema, an object.`)
    }
    assertNode({ schema: node, root, path: `${path}.${name}`, depth: depth + 1 })
  }
}

function assertType({ type }: JsonObject, path: string): void {
  const named = type === undefined ? [] : Array.isArray(type) ? type : [type]
  const wrong = named.find((name) => !jsonTypes.some((known) => known === name))
  if (wrong === undefined) return
  throw new TaskError(
    `${path}.type is ${JSON.stringify(wrong)}. It must be one of ${jsonTypes.join(', ')}, or a list of them.`,
  )
}

function assertPattern({ pattern }: JsonObject, path: string): void {
  if (pattern === undefined) return
  if (typeof pattern === 'string') safePattern(pattern, `${path}.pattern`)
  else throw new TaskError(`${path}.pattern is ${JSON.stringify(pattern)}. It must be a text.`)
}

/** Every schema inside a schema, with its path from there. */
function childrenOf(schema: JsonObject): [string, Json][] {
  const children: [string, Json][] = []
  for (const keyword of ['properties', '$defs', 'definitions']) {
    for (const [name, child] of Object.entries(asSchema(schema[keyword]) ?? {})) {
      if (child !== undefined) children.push([`${keyword}.${name}`, child])
    }
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    const branches = schema[keyword]
    if (Array.isArray(branches)) {
      for (const [at, child] of branches.entries()) children.push([`${keyword}.${at}`, child])
    }
  }
  for (const keyword of ['items', 'additionalProperties']) {
    const child = schema[keyword]
    if (child !== undefined) children.push([keyword, child])
  }
  return children
}
