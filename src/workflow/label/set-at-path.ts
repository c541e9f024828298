import type { Json, JsonObject } from '../../contracts/json.ts'

/**
 * A copy of a row with a value at a dotted path, read as `fieldAtPath` reads it: a key that is literally the whole path wins;
 * objects that are missing on the way are made.
 */
export function setAtPath(row: JsonObject, path: string, value: Json): JsonObject {
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0 || Object.hasOwn(row, path)) return { ...row, [path]: value }
  const inner = Object.hasOwn(row, key) ? row[key] : undefined
  const inside = rest.join('.')
  if (Array.isArray(inner)) {
    const copy = Object.values(setAtPath(Object.fromEntries(inner.entries()), inside, value)).filter(
      (item) => item !== undefined,
    )
    return { ...row, [key]: copy }
  }
  const isObject = typeof inner === 'object' && inner !== null
  return { ...row, [key]: setAtPath(isObject ? inner : {}, inside, value) }
}
