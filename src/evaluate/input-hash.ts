import type { Example } from '../contracts/example.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256 } from '../text/sha256.ts'

/** What an input is known by in the store: its text and fields, not its id. */
export function inputHash(row: Pick<Example, 'input'>): string {
  return sha256(canonicalJson({ text: row.input.text, fields: row.input.fields ?? null }))
}
