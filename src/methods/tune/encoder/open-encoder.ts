import type { Candidate } from '../../../contracts/candidate.ts'
import type { OpenContext } from '../../../contracts/method.ts'
import type { ClassifierFiles, ModelPool, TextClassifier } from '../../../contracts/model.ts'
import type { Predictor } from '../../../contracts/prediction.ts'
import { EngineError } from '../../../errors.ts'
import { artifactNamed, getJson } from '../../artifact-codec.ts'
import { predictInBatches } from '../../predict-in-batches.ts'
import { rankedAnswer } from '../../ranked-answer.ts'
import { encoderFileSchema } from './encoder-spec.ts'
import { labelProbabilities } from './label-probabilities.ts'

/** Opens a trained encoder: its ONNX model gives every label a probability. */
export async function openEncoder(
  candidate: Candidate,
  { artifacts, pool }: OpenContext,
): Promise<Predictor> {
  const file = encoderFileSchema.parse(await getJson(candidate, 'encoder.json', artifacts))
  const { labels, temperature, maxTokens } = file
  const model = artifactNamed(candidate, file.model)
  const classifier = await openClassifierOf(pool, {
    model: await artifacts.path(model),
    sha256: model.sha256,
    tokenizer: await artifacts.path(artifactNamed(candidate, 'tokenizer.json')),
    maxTokens,
  })
  const predictBatch = async (texts: string[], signal: AbortSignal) => {
    const logits = await classifier.logits(texts, signal)
    return logits.map((scores) => rankedAnswer(labels, labelProbabilities(scores, temperature)))
  }
  return predictInBatches({ predictBatch, close: () => classifier.close() })
}

/** @throws EngineError where the models at hand run no classifier. */
export function openClassifierOf(pool: ModelPool, files: ClassifierFiles): Promise<TextClassifier> {
  if (pool.classifier !== undefined) return pool.classifier(files)
  throw new EngineError('These models run no trained classifiers.')
}
