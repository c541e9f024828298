/**
 * Dotted keys that the file leaves out and whose default applies, in the order of the schema. Empty defaults (no
 * providers, no definitions) assume nothing and are not listed.
 */
export function findDefaults(written: unknown, filled: object, prefix = ''): string[] {
  return Object.entries(filled).flatMap(([key, value]: [string, unknown]) => {
    const path = `${prefix}${key}`
    const own = isObject(written) && Object.hasOwn(written, key) ? written[key] : undefined
    if (isObject(value)) return findDefaults(own, value, `${path}.`)
    if (own !== undefined || value === undefined) return []
    return Array.isArray(value) && value.length === 0 ? [] : [path]
  })
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
