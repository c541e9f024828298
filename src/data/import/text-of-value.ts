import type { Json } from '../../contracts/json.ts'
import { canonicalJson } from '../../text/canonical-json.ts'

/** A value of a row as text: text as it is, numbers and booleans as written, the rest as canonical JSON. */
export function textOfValue(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value)
}
