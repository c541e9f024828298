import type { ChatMessage, LanguageModel } from '../../contracts/model.ts'
import { ModelError } from '../../errors.ts'
import type { Prediction } from '../../contracts/prediction.ts'

const alternativesKept = 5

/** Asks a language model for one of the labels; always valid, since nothing else can be answered. */
export async function chooseAnswer(
  model: LanguageModel,
  request: { messages: ChatMessage[]; labels: string[]; signal: AbortSignal },
): Promise<Prediction & { latencyMs: number; computeMs: number }> {
  if (model.choose === undefined) throw new ModelError(`${model.identity.name} gives no token probabilities.`)
  const choice = await model.choose(request)
  return {
    output: choice.label,
    validity: 'first',
    confidence: Math.min(1, choice.probability),
    alternatives: choice.alternatives.slice(0, alternativesKept),
    usage: choice.usage,
    latencyMs: choice.latencyMs,
    computeMs: choice.computeMs,
  }
}
