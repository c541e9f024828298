import type { Fingerprint, UnlabelledExample } from '../contracts/example.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256 } from '../text/sha256.ts'

/**
 * Identity of a set of rows: sha256 of the canonical JSON of their ids, inputs and answers. The order of rows, the file
 * they lie in and their times and groups do not matter.
 */
export function fingerprint(rows: readonly (UnlabelledExample & { expected?: string })[]): Fingerprint {
  const texts = rows.map(({ id, input, expected }) =>
    canonicalJson({ id, input: { ...input }, ...(expected === undefined ? {} : { expected }) }),
  )
  return sha256(canonicalJson(texts.toSorted()))
}
