import * as z from 'zod'
import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { FitContext } from '../../contracts/method.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { artifactNamed, getJson } from '../../methods/artifact-codec.ts'
import { headShapeSchema } from '../../methods/tune/earlier-weights.ts'
import { head } from '../../methods/tune/head.ts'

const chosenSchema = z.object({
  l2: z.number(),
  classWeights: z.enum(['none', 'balanced']),
  temperature: z.number(),
})

/**
 * The head as it is while it knows every label of the rows. Where a label was added since, it is fitted to all rows that are
 * labelled now, from its own weights and with its own choices: embeddings are kept, so that takes a moment.
 */
export async function refitHead(
  earlier: Candidate,
  labelled: readonly Example[],
  context: FitContext,
): Promise<Candidate> {
  const shape = await getJson(earlier, 'shape', context.artifacts)
  const known = new Set(headShapeSchema.parse(shape).labels)
  if (labelled.every(({ expected }) => known.has(expected))) return earlier
  const { l2, classWeights, temperature } = chosenSchema.parse(earlier.spec)
  const digestOf = (name: string) => artifactNamed(earlier, name).sha256
  const start = { weights: digestOf('weights'), shape: digestOf('shape') }
  const split = trainingSplit({ train: [...labelled], validation: [] })
  const outcome = await head.fit({ l2, classWeights, temperature, start }, split, context)
  return 'candidate' in outcome ? outcome.candidate : earlier
}
