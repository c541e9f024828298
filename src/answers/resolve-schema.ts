import type { Json, JsonObject } from '../contracts/json.ts'
import { TaskError } from '../errors.ts'

const longestChain = 32

/** A schema as an object; `undefined` for `true`, `false` and what is no schema. */
export function asSchema(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
}

/** The schemas of a list; what is no object in it is left out. */
export function schemasOf(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) return []
  return value.map((item) => asSchema(item)).filter((schema) => schema !== undefined)
}

/**
 * Follows `$ref` ("#", "#/$defs/name", "#/definitions/name") to the schema it names.
 *
 * @throws TaskError when it names nothing inside the schema, or leads in a circle.
 */
export function resolveSchema(schema: JsonObject, root: JsonObject): JsonObject {
  let current = schema
  for (let step = 0; step < longestChain; step += 1) {
    const reference = current['$ref']
    if (reference === undefined) return current
    current = followed(reference, root)
  }
  throw new TaskError(`$ref ${JSON.stringify(schema['$ref'])} of the schema leads in a circle.`)
}

function followed(reference: Json, root: JsonObject): JsonObject {
  const parts =
    typeof reference === 'string' && reference.startsWith('#') ? reference.slice(1).split('/') : []
  let found: JsonObject | undefined = parts.length === 0 ? undefined : root
  for (const part of parts.filter((one) => one !== '')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    found = found !== undefined && Object.hasOwn(found, name) ? asSchema(found[name]) : undefined
  }
  if (found !== undefined) return found
  throw new TaskError(
    `$ref is ${JSON.stringify(reference)}, which is not in the schema. Refer to "#/$defs/<name>".`,
  )
}
