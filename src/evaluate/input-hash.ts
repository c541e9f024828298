import type { Example } from '../contracts/example.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256 } from '../text/sha256.ts'

/**
 * What an input is known by in the store: its text and fields, not its id; and the seed of the order in which demonstrations are
 * shown, where that is not their own.
 */
export function inputHash({ input }: Pick<Example, 'input'>, demonstrationSeed?: number): string {
  const order = demonstrationSeed === undefined ? {} : { demonstrationSeed }
  return sha256(canonicalJson({ text: input.text, fields: input.fields ?? null, ...order }))
}
