import type { AnswerScore, ChatMessage, LanguageModel } from '../../../contracts/model.ts'
import { ModelError } from '../../../errors.ts'

/** What a model thinks of answers that are given to it, in their order. @throws ModelError for a model that does not say. */
export async function forceAnswers(
  model: LanguageModel,
  asked: readonly { messages: ChatMessage[]; answer: string }[],
  signal: AbortSignal,
): Promise<AnswerScore[]> {
  const scoreAnswer = model.scoreAnswer?.bind(model)
  if (scoreAnswer === undefined)
    throw new ModelError(
      `${model.identity.name} gives no token probabilities: adapters cannot be checked with it.`,
    )
  const scores: AnswerScore[] = []
  for (const one of asked) scores.push(await scoreAnswer({ ...one, signal }))
  return scores
}
