import type { FitContext, Method, TrainingSplit } from '../../contracts/method.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import type { LogisticModel } from '../../stats/logistic-regression/logistic-model.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { getFloats, getJson, putFloats, putJson } from '../artifact-codec.ts'
import { embedRows } from '../embed-rows.ts'
import { fitCandidate } from '../fit-candidate.ts'
import { rankedAnswer } from '../ranked-answer.ts'
import { predictInBatches } from '../predict-in-batches.ts'
import { classWeightsOf, type HeadSpec } from './head-spec.ts'
import { earlierWeights, headShapeSchema } from './earlier-weights.ts'
import { heldOutTemperature, tempered } from './held-out-temperature.ts'
import { selectHead, type SelectedHead } from './select-head.ts'
import { targetsOf } from '../targets-of.ts'

/** From weights that are nearly right, on the largest component of the gradient: ten times the usual, 0.1 % of the loss. */
const nearEnough = 1e-3
const oneLabel = 'train has one label only: there is nothing to tell apart'

/**
 * Multinomial logistic regression on frozen sentence embeddings: the classic "train a small model".
 * Strength and class weights are chosen on validation, and one temperature makes its confidence believable; the finalist is
 * fitted again on train + validation with what was chosen.
 */
export const head: Method<HeadSpec> = {
  kind: 'tune/head',
  family: 'tune',
  recipeVersion: 2,
  kinds: ['classification'],
  specs: () => [{ l2: 'validation', classWeights: 'validation', temperature: 'held-out' }],
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
    const { labels, dimensions } = headShapeSchema.parse(await getJson(candidate, 'shape', context.artifacts))
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
  const { l2, classWeights, model } = await fitHead({ problem, labels, spec, split, context })
  const chosen = { ...problem, ...classWeightsOf(classWeights, problem), l2 }
  const temperature =
    spec.temperature === 'held-out'
      ? await heldOutTemperature({ model, problem: chosen, labels, split, context })
      : spec.temperature
  return {
    spec: { l2, classWeights, temperature },
    artifacts: [
      await putFloats(context.artifacts, 'weights', flatten(tempered(model, temperature))),
      await putJson(context.artifacts, 'shape', { labels, dimensions, temperature }),
    ],
  }
}

/** Chooses what is open; with nothing open one fit is enough, from an earlier head's weights where the spec names one. */
async function fitHead(given: Parameters<typeof selectHead>[0]): Promise<SelectedHead> {
  const { spec, problem } = given
  const { l2, classWeights, start } = spec
  if (l2 === 'validation' || classWeights === 'validation') return selectHead(given)
  const warmStart = start === undefined ? undefined : await earlierWeights(given, start)
  const weights = classWeightsOf(classWeights, problem)
  const from = warmStart === undefined ? {} : { warmStart, tolerance: nearEnough }
  return { l2, classWeights, model: fitLogisticRegression({ ...problem, ...weights, l2, ...from }) }
}

function flatten({ weights, bias }: LogisticModel): Float32Array {
  const numbers = new Float32Array(weights.length + bias.length)
  numbers.set(weights)
  numbers.set(bias, weights.length)
  return numbers
}
