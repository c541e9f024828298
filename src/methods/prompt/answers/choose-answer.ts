import type { ChatMessage, ChoosingModel } from '../../../contracts/model.ts'
import type { Prediction } from '../../../contracts/prediction.ts'

const alternativesKept = 5

/** Asks a language model for one of the labels; always valid, since nothing else can be answered. */
export async function chooseAnswer(
  choose: ChoosingModel['choose'],
  request: { messages: ChatMessage[]; labels: string[]; signal: AbortSignal },
): Promise<Prediction & { latencyMs: number; computeMs: number }> {
  const choice = await choose(request)
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
