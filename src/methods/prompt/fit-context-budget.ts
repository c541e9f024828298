import type { ChatMessage, LanguageModel } from '../../contracts/model.ts'
import { ContextError } from '../../errors.ts'
import type { Demonstration } from './demonstration.ts'

/** A question that fits the model's context, and how many demonstrations it had to leave out. */
export interface FittedPrompt {
  messages: ChatMessage[]
  leftOut: number
}

/** No tokenizer makes more tokens than this of a character on average: below it nothing needs counting. */
const mostTokensPerCharacter = 0.6
const tokensPerMessage = 12

/**
 * Leaves out demonstrations, the first ones first, until prompt and answer fit the context. Tokens are the model's own.
 *
 * @throws ContextError with the numbers when the question alone does not fit.
 */
export async function fitContextBudget(
  model: Pick<LanguageModel, 'countTokens' | 'contextTokens' | 'identity'>,
  demonstrations: readonly Demonstration[],
  question: { render: (shown: Demonstration[]) => ChatMessage[]; answerTokens: number },
): Promise<FittedPrompt> {
  const { render, answerTokens } = question
  const room = model.contextTokens - answerTokens
  let tokens = 0
  for (let leftOut = 0; leftOut <= demonstrations.length; leftOut++) {
    const messages = render(demonstrations.slice(leftOut))
    if (surelyFits(messages, room)) return { messages, leftOut }
    tokens = await model.countTokens(messages)
    if (tokens <= room) return { messages, leftOut }
  }
  throw new ContextError(
    `The prompt has ${tokens} tokens and its answer may take ${answerTokens}: ${tokens + answerTokens} in all. ${model.identity.name} has room for ${model.contextTokens}.`,
    {
      hint: 'Shorten the input or the prompt, use a model with a longer context, or a method that reads in passages.',
    },
  )
}

function surelyFits(messages: readonly ChatMessage[], room: number): boolean {
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0)
  return characters * mostTokensPerCharacter + messages.length * tokensPerMessage <= room
}
