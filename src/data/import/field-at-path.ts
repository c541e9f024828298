import type { Json, JsonObject } from '../../contracts/json.ts'

/**
 * Value at a dotted path (`meta.created`, `messages.0.content`). A key that is literally the whole path wins, since
 * CSV headers may hold dots. Own properties only; `undefined` when there is none.
 */
export function fieldAtPath(row: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(row, path)) return row[path]
  let value: Json | undefined = row
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Array.isArray(value) ? value[Number(key)] : value[key]
  }
  return value
}

/** Dotted paths of the values in a row, objects opened to two levels: what a message says "it has". */
export function fieldPaths(row: JsonObject, levels = 2): string[] {
  return Object.entries(row).flatMap(([key, value]) => {
    const opens = levels > 1 && typeof value === 'object' && value !== null && !Array.isArray(value)
    if (!opens || Object.keys(value).length === 0) return [key]
    return fieldPaths(value, levels - 1).map((inner) => `${key}.${inner}`)
  })
}
