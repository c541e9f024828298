import * as z from 'zod'
import type { Example } from '../../contracts/example.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { demonstrationOf, demonstrationSchema } from './demonstration.ts'
import { pickDemonstrations } from './pick-demonstrations.ts'
import { promptMethod } from './prompt-method.ts'
import { demonstrationSets } from './search/demonstration-sets.ts'

/**
 * The same few train rows in every prompt. The quick form draws them by the seed: different labels, of middling length. The
 * thorough form tries several sets on validation rows and keeps the best.
 */
export const fewShot = promptMethod({
  name: 'few-shot',
  recipeVersion: 3,
  kinds: ['classification', 'extraction', 'generation'],
  refitsOnAll: false,
  demonstrates: true,
  embeds: false,
  search: demonstrationSets,
  async prepare(spec, split, context) {
    const { train } = split
    const rows =
      rowsOf(spec.rows, train) ??
      pickDemonstrations({ train, count: spec.demonstrations, seed: context.seed })
    return {
      spec: { ...spec, rows: rows.map((row) => row.id) },
      artifacts: [await putJson(context.artifacts, 'demonstrations', rows.map(demonstrationOf))],
    }
  },
  async open(candidate, context) {
    const stored = await getJson(candidate, 'demonstrations', context.artifacts)
    const demonstrations = z.array(demonstrationSchema).parse(stored)
    return { source: { pick: async () => demonstrations, close: async () => undefined } }
  },
})

/** The rows a spec names; undefined where it names none, or some that are not there (a smaller take of train). */
function rowsOf(ids: readonly string[] | undefined, train: readonly Example[]): Example[] | undefined {
  if (ids === undefined) return undefined
  const byId = new Map(train.map((row) => [row.id, row]))
  const rows = ids.flatMap((id) => byId.get(id) ?? [])
  return rows.length === ids.length ? rows : undefined
}
