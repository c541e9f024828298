import type { ChatMessage } from '../../contracts/model.ts'
import type { Usage } from '../../contracts/prediction.ts'

/** Characters of one token at the fewest in prose of European languages; English has about four. */
const charactersPerToken = 3
/** Role, separators and the answer's opening. */
const tokensPerMessage = 8

/**
 * Tokens of a chat from its length: an upper estimate, since a hosted model's tokenizer is not at hand. Letters of
 * scripts without cases (Chinese, Japanese, Thai …) count as a token each.
 */
export function estimateChatTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + tokensPerMessage, 0)
}

/** Tokens of a text from its length, rounded up. */
export function estimateTokens(text: string): number {
  const dense = text.match(/\p{Lo}|\p{Extended_Pictographic}/gu)?.length ?? 0
  return dense + Math.ceil((text.length - dense) / charactersPerToken)
}

/** Usage for an answer whose vendor reported none. */
export function estimateUsage(messages: readonly ChatMessage[], text: string): Usage {
  return {
    inputTokens: estimateChatTokens(messages),
    outputTokens: estimateTokens(text),
    source: 'estimated',
  }
}
