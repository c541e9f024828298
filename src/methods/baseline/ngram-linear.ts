import * as z from 'zod'
import type { Candidate } from '../../contracts/candidate.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../contracts/method.ts'
import {
  fitSparseLogisticRegression,
  predictSparseProbabilities,
} from '../../stats/logistic-regression/fit-sparse-logistic-regression.ts'
import { getFloats, getJson, putFloats, putJson } from '../artifact-codec.ts'
import { fitCandidate } from '../fit-candidate.ts'
import { predictInBatches } from '../predict-in-batches.ts'
import { rankedAnswer } from '../ranked-answer.ts'
import { targetsOf } from '../targets-of.ts'
import { learnVocabulary, ngramVectorizer } from './ngram-features.ts'

const shapeSchema = z.object({ labels: z.array(z.string()), grams: z.array(z.string()) })
const oneLabel = 'train has one label only: there is nothing to tell apart'

/** A linear model on word 1–2-grams and character 3–5-grams: what text classification was before language models. */
export const ngramLinear: Method<Record<string, never>> = {
  kind: 'baseline/ngram-linear',
  family: 'baseline',
  recipeVersion: 1,
  kinds: ['classification'],
  specs: () => [{}],
  refitsOnAll: true,
  async fit(spec, split, context) {
    const labels = [...new Set(split.train.map((row) => row.expected))].toSorted()
    if (labels.length < 2) return { notMeasured: { reason: oneLabel, command: 'crossover check' } }
    const request = { method: ngramLinear, name: 'n-gram linear', spec, split, context }
    return fitCandidate(request, () => trainLinear(labels, split, context))
  },
  open: openLinear,
}

async function trainLinear(labels: string[], split: TrainingSplit, context: FitContext) {
  const texts = split.train.map((row) => row.input.text)
  const vocabulary = learnVocabulary(texts)
  const model = fitSparseLogisticRegression({
    rows: ngramVectorizer(vocabulary)(texts),
    targets: targetsOf(split.train, labels),
    classes: labels.length,
    seed: context.seed,
  })
  return {
    artifacts: [
      await putFloats(context.artifacts, 'weights', model.weights),
      await putFloats(context.artifacts, 'bias', model.bias),
      await putFloats(context.artifacts, 'idf', vocabulary.idf),
      await putJson(context.artifacts, 'shape', { labels, grams: vocabulary.grams }),
    ],
  }
}

async function openLinear(candidate: Candidate, { artifacts }: OpenContext) {
  const { labels, grams } = shapeSchema.parse(await getJson(candidate, 'shape', artifacts))
  const vectorize = ngramVectorizer({ grams, idf: await getFloats(candidate, 'idf', artifacts) })
  const model = {
    classes: labels.length,
    dimensions: grams.length,
    weights: await getFloats(candidate, 'weights', artifacts),
    bias: await getFloats(candidate, 'bias', artifacts),
  }
  const predictBatch = async (texts: string[]) => {
    const probabilities = predictSparseProbabilities(model, vectorize(texts))
    return texts.map((_, row) =>
      rankedAnswer(labels, probabilities.subarray(row * labels.length, (row + 1) * labels.length)),
    )
  }
  return predictInBatches({ predictBatch, close: async () => undefined })
}
