import * as z from 'zod'
import type { Artifact, Candidate } from '../../../contracts/candidate.ts'
import { jsonObjectSchema } from '../../../contracts/json.ts'
import type { ArtifactStore } from '../../../contracts/method.ts'
import { getFloats, getJson, putFloats, putJson } from '../../artifact-codec.ts'
import type { FittedTagger } from './train-tagger.ts'

const shapeSchema = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      isList: z.boolean(),
      isRequired: z.boolean(),
      rule: z.object({ threshold: z.number(), merge: z.boolean() }),
    }),
  ),
  constant: jsonObjectSchema,
  keepNumbers: z.boolean(),
  dimensions: z.number().int(),
  words: z.array(z.string()),
  idf: z.array(z.number()),
})

/** A field as it is answered. */
export type TaggedField = z.infer<typeof shapeSchema>['fields'][number]

/** Everything an opened tagger needs. */
export interface StoredTagger extends Pick<
  z.infer<typeof shapeSchema>,
  'fields' | 'constant' | 'keepNumbers'
> {
  fitted: FittedTagger
}

/** Keeps a tagger as `weights` and `shape`. */
export async function storeTagger(artifacts: ArtifactStore, tagger: StoredTagger): Promise<Artifact[]> {
  const { fields, constant, keepNumbers, fitted } = tagger
  const { words, idf } = fitted.vocabulary
  const { dimensions, parameters } = fitted.model
  return [
    await putFloats(artifacts, 'weights', Float32Array.from(parameters)),
    await putJson(artifacts, 'shape', { fields, constant, keepNumbers, dimensions, words, idf }),
  ]
}

/** Reads what `storeTagger` kept. */
export async function loadTagger(candidate: Candidate, artifacts: ArtifactStore): Promise<StoredTagger> {
  const shape = shapeSchema.parse(await getJson(candidate, 'shape', artifacts))
  const { fields, constant, keepNumbers, dimensions, words, idf } = shape
  const parameters = Float64Array.from(await getFloats(candidate, 'weights', artifacts))
  const model = { labels: fields.length, dimensions, sparseDimensions: words.length, parameters }
  return { fields, constant, keepNumbers, fitted: { vocabulary: { words, idf }, model } }
}
