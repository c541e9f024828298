import type { ChatMessage, LanguageModel } from '../../../contracts/model.ts'
import { ContextError } from '../../../errors.ts'
import type { AnswerFormat } from '../answers/answer-format.ts'
import { answerTokens } from '../answers/answer-schema.ts'

/** Of a model's context an answer may take this much: whole documents have long answers, and passages need room. */
const mostForAnswer = 1 / 4

/** The format with an answer no longer than its share of the model's context. */
export function formatWithin(
  format: AnswerFormat,
  model: Pick<LanguageModel, 'contextTokens'>,
): AnswerFormat {
  if (format.kind === 'classification') return format
  return { ...format, maxTokens: Math.min(format.maxTokens, Math.floor(model.contextTokens * mostForAnswer)) }
}

/** Tokens a prompt may have so that its answer still fits. */
export function promptRoom(format: AnswerFormat, model: Pick<LanguageModel, 'contextTokens'>): number {
  return model.contextTokens - answerTokens(format)
}

/** Tokens that are left for a text beside the instructions. */
export async function roomBeside(
  instructions: ChatMessage[],
  { model, room }: { model: Pick<LanguageModel, 'contextTokens' | 'countTokens' | 'identity'>; room: number },
): Promise<number> {
  const tokens = await model.countTokens(instructions)
  if (room - tokens >= fewestForText) return room - tokens
  throw new ContextError(
    `The instructions have ${tokens} tokens and the answer may take ${model.contextTokens - room}. ${model.identity.name} has room for ${model.contextTokens}, which leaves less than ${fewestForText} for the text.`,
    { hint: 'Shorten the prompt or the descriptions of the fields, or use a model with a longer context.' },
  )
}

const fewestForText = 64
