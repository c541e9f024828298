import * as z from 'zod'
import type { LanguageModel } from '../../contracts/model.ts'
import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import { nearDuplicateIndex } from '../../text/near-duplicates.ts'
import { getFloats, getJson, putFloats, putJson } from '../artifact-codec.ts'
import { embedRowsOnce } from '../embed-rows-once.ts'
import { demonstrationOf, demonstrationSchema, type Demonstration } from './demonstration.ts'
import { promptMethod, type DemonstrationSource } from './prompt-method.ts'
import { promptSpecSchema } from './prompt-spec.ts'
import { retrievalVariants } from './search/retrieval-variants.ts'
import { selectNeighbours } from './select-neighbours.ts'

/** Twins of the input are skipped, so that more are looked up than are shown. */
const spareNeighbours = 20

/**
 * The train rows nearest to the input (cosine of embeddings) as demonstrations, the nearest last, as many as fit the
 * token allowance. Never a row that is the same text as the input, or near it: a twin would hand over the answer. The
 * thorough form chooses on validation rows how many, how diverse, and in which order.
 */
export const retrieved = promptMethod({
  name: 'retrieved',
  recipeVersion: 2,
  kinds: ['classification', 'extraction', 'generation'],
  refitsOnAll: true,
  demonstrates: true,
  embeds: true,
  search: retrievalVariants,
  async prepare(_spec, split, context) {
    const { vectors } = await embedRowsOnce(split.train, context, 'retrieved: embedding')
    return {
      artifacts: [
        await putFloats(context.artifacts, 'vectors', vectors),
        await putJson(context.artifacts, 'pool', split.train.map(demonstrationOf)),
      ],
    }
  },
  async open(candidate, context, model) {
    const spec = promptSpecSchema.parse(candidate.spec)
    const { demonstrations, demonstrationTokens, retrieval = {} } = spec
    const labelOf = retrieval.isBalanced === true ? (row: number) => pool[row]?.output ?? '' : undefined
    const vectors = await getFloats(candidate, 'vectors', context.artifacts)
    const pool = z.array(demonstrationSchema).parse(await getJson(candidate, 'pool', context.artifacts))
    const embedder = await context.pool.embedder(candidate.models[1]?.name ?? context.task.models.embedding)
    const twins = nearDuplicateIndex(pool.map((row) => row.input))
    const countTokens = tokenCounter(model)
    const source: DemonstrationSource = {
      async pick(text, signal) {
        const [query] = await embedder.embed([text], signal)
        if (query === undefined) return []
        const k = demonstrations + spareNeighbours
        const search = { queries: query, vectors, dimensions: embedder.dimensions, k }
        const [nearest = []] = nearestNeighbours(search)
        const twinRows = new Set(twins.near(text).map(({ row }) => row))
        const neighbours = nearest.filter(({ row }) => !twinRows.has(row))
        const { diversity, nearest: end = 'last' } = retrieval
        const { dimensions } = embedder
        const chosen = selectNeighbours({
          neighbours,
          count: demonstrations,
          diversity,
          labelOf,
          vectors,
          dimensions,
        })
        const rows = chosen.flatMap(({ row }) => pool[row] ?? [])
        const shown = await fitAllowance(rows, demonstrationTokens, countTokens)
        return end === 'last' ? shown.toReversed() : shown
      },
      close: () => embedder.close(),
    }
    return { source }
  },
})

type TokenCounter = (shown: Demonstration) => Promise<number>

/** Counts a demonstration's tokens as the two messages it becomes; each is counted once. */
function tokenCounter(model: LanguageModel): TokenCounter {
  const counts = new Map<Demonstration, Promise<number>>()
  return (shown) => {
    const known = counts.get(shown)
    if (known !== undefined) return known
    const count = model.countTokens([
      { role: 'user', content: shown.input },
      { role: 'assistant', content: shown.output },
    ])
    counts.set(shown, count)
    return count
  }
}

/** Nearest first; a row too long for what is left is skipped, a shorter one behind it may still fit. */
async function fitAllowance(
  rows: Demonstration[],
  tokens: number,
  countTokens: TokenCounter,
): Promise<Demonstration[]> {
  const shown: Demonstration[] = []
  let left = tokens
  for (const row of rows) {
    const count = await countTokens(row)
    if (count > left) continue
    shown.push(row)
    left -= count
  }
  return shown
}
