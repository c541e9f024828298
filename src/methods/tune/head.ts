import * as z from 'zod'
import type { FitContext, Method, TrainingSplit } from '../../contracts/method.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import type { LogisticModel } from '../../stats/logistic-regression/logistic-model.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { getFloats, getJson, putFloats, putJson } from '../artifact-codec.ts'
import { embedRows } from '../embed-rows.ts'
import { fitCandidate } from '../fit-candidate.ts'
import { rankedAnswer } from '../ranked-answer.ts'
import { predictInBatches } from '../predict-in-batches.ts'
import { selectL2 } from './select-l2.ts'
import { targetsOf } from '../targets-of.ts'

/** `l2: 'validation'` tries the grid and keeps the strength with the lowest validation log loss. */
export type HeadSpec = { l2: number | 'validation' }

const oneLabel = 'train has one label only: there is nothing to tell apart'
const shapeSchema = z.object({ labels: z.array(z.string()), dimensions: z.number().int() })

/**
 * Multinomial logistic regression on frozen sentence embeddings: the classic "train a small model".
 * L2 is chosen on validation; the finalist is fitted again on train + validation with that strength.
 */
export const head: Method<HeadSpec> = {
  kind: 'tune/head',
  family: 'tune',
  recipeVersion: 1,
  kinds: ['classification'],
  specs: () => [{ l2: 'validation' }],
  refitsOnAll: true,
  async fit(spec, split, context) {
    const labels = new Set(split.train.map((row) => row.expected))
    if (labels.size < 2) return { notMeasured: { reason: oneLabel, command: 'crossover check' } }
    const models = [await context.pool.identify(context.task.models.embedding)]
    return fitCandidate({ method: head, name: 'head', spec, split, context, models }, () =>
      trainHead(spec, split, context),
    )
  },
  async open(candidate, context) {
    const { labels, dimensions } = shapeSchema.parse(await getJson(candidate, 'shape', context.artifacts))
    const numbers = await getFloats(candidate, 'weights', context.artifacts)
    const weights = numbers.subarray(0, labels.length * dimensions)
    const bias = numbers.subarray(labels.length * dimensions)
    const model = { weights, bias, classes: labels.length, dimensions }
    const embedder = await context.pool.embedder(candidate.models[0]?.name ?? context.task.models.embedding)
    const predictBatch = async (texts: string[], signal: AbortSignal) => {
      const vectors = await embedder.embed(texts, signal)
      return vectors.map((vector) => rankedAnswer(labels, predictProbabilities(model, vector)))
    }
    return predictInBatches({ predictBatch, close: () => embedder.close() })
  },
}

async function trainHead(spec: HeadSpec, split: TrainingSplit, context: FitContext) {
  const labels = [...new Set(split.train.map((row) => row.expected))].toSorted()
  const { vectors, dimensions } = await embedRows(split.train, context, 'head: embedding')
  const problem = {
    features: vectors,
    rows: split.train.length,
    dimensions,
    targets: targetsOf(split.train, labels),
    classes: labels.length,
  }
  const { l2, model } =
    spec.l2 === 'validation'
      ? await selectL2({ problem, labels, split, context })
      : { l2: spec.l2, model: fitLogisticRegression({ ...problem, l2: spec.l2 }) }
  return {
    spec: { l2 },
    artifacts: [
      await putFloats(context.artifacts, 'weights', flatten(model)),
      await putJson(context.artifacts, 'shape', { labels, dimensions }),
    ],
  }
}

function flatten({ weights, bias }: LogisticModel): Float32Array {
  const numbers = new Float32Array(weights.length + bias.length)
  numbers.set(weights)
  numbers.set(bias, weights.length)
  return numbers
}
