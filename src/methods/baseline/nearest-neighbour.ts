import * as z from 'zod'
import type { Method } from '../../contracts/method.ts'
import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import { getFloats, getJson, putFloats, putJson } from '../artifact-codec.ts'
import { embedRows } from '../embed-rows.ts'
import { fitCandidate } from '../fit-candidate.ts'
import { predictInBatches } from '../predict-in-batches.ts'

const answersSchema = z.array(z.string())

/** Answers what the train row with the nearest embedding (cosine) answers. Confidence is that cosine, floored at 0. */
export const nearestNeighbour: Method<Record<string, never>> = {
  kind: 'baseline/nearest-neighbour',
  family: 'baseline',
  recipeVersion: 1,
  kinds: ['classification', 'extraction', 'generation'],
  specs: () => [{}],
  refitsOnAll: true,
  async fit(spec, split, context) {
    const models = [await context.pool.identify(context.task.models.embedding)]
    const request = { method: nearestNeighbour, name: 'nearest neighbour', spec, split, context, models }
    return fitCandidate(request, async () => {
      const { vectors } = await embedRows(split.train, context, 'nearest neighbour: embedding')
      const answers = split.train.map((row) => row.expected)
      return {
        artifacts: [
          await putFloats(context.artifacts, 'vectors', vectors),
          await putJson(context.artifacts, 'answers', answers),
        ],
      }
    })
  },
  async open(candidate, context) {
    const vectors = await getFloats(candidate, 'vectors', context.artifacts)
    const answers = answersSchema.parse(await getJson(candidate, 'answers', context.artifacts))
    const embedder = await context.pool.embedder(candidate.models[0]?.name ?? context.task.models.embedding)
    const predictBatch = async (texts: string[], signal: AbortSignal) => {
      const queries = await embedder.embed(texts, signal)
      return queries.map((query) => {
        const search = { queries: query, vectors, dimensions: embedder.dimensions, k: 1 }
        const nearest = nearestNeighbours(search)[0]?.[0]
        return {
          output: answers[nearest?.row ?? 0] ?? '',
          confidence: Math.min(1, Math.max(0, nearest?.similarity ?? 0)),
        }
      })
    }
    return predictInBatches({ predictBatch, close: () => embedder.close() })
  },
}
