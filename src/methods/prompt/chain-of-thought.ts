import type { ChatMessage, Generation } from '../../contracts/model.ts'
import { answerTokens } from './answers/answer-schema.ts'
import { askModel, type Asked } from './answers/ask-model.ts'
import { withGenerations } from './answers/with-generations.ts'
import { promptMethod } from './prompt-method.ts'
import type { Exchange } from './request-answerer.ts'

/** Tokens for what the model writes before its answer. */
const thoughtTokens = 160
/** A thought of so many tokens takes about as long as three plain questions. */
const questionsPerThought = 3
const validationRows = 60
const answerMark = /\banswer\s*:/giu

/**
 * The model says what speaks for which answer before it answers. The answer is read apart from the thoughts, whose tokens
 * count. Where token probabilities are known, the label is chosen by them after the thoughts, and is always one of the labels.
 */
export const chainOfThought = promptMethod({
  name: 'chain-of-thought',
  recipeVersion: 1,
  kinds: ['classification', 'extraction'],
  refitsOnAll: false,
  demonstrates: false,
  embeds: false,
  plannedCalls: (split) => Math.min(validationRows, split.validation.length) * questionsPerThought,
  prepare: async () => ({ artifacts: [] }),
  open: async () => ({ source: { pick: async () => [], close: async () => undefined }, ask: think }),
})

async function think(exchange: Exchange): Promise<Asked> {
  const { model, format } = exchange
  const messages = await exchange.prompt({}, answerTokens(format) + thoughtTokens)
  if (format.kind !== 'classification' || model.choose === undefined)
    return askModel(model, { ...exchange, messages, answerPart: afterMark, extraTokens: thoughtTokens })
  const thought = await thinkFirst(exchange, messages)
  const asked: ChatMessage[] = [
    ...messages,
    { role: 'assistant', content: thought.text.replace(answerMark, '').trim() },
    { role: 'user', content: 'Answer with the label alone.' },
  ]
  return withGenerations([thought], await askModel(model, { ...exchange, messages: asked }))
}

/** Ends where the answer would begin: the label is chosen, not written. */
function thinkFirst({ model, sampling, signal }: Exchange, messages: ChatMessage[]): Promise<Generation> {
  return model.generate({
    messages,
    maxTokens: thoughtTokens,
    stop: ['Answer:'],
    signal,
    ...(sampling === undefined ? {} : { sampling }),
  })
}

/** What stands after the last "Answer:"; all of it where there is none. */
function afterMark(text: string): string {
  const last = [...text.matchAll(answerMark)].at(-1)
  return last === undefined ? text : text.slice(last.index + last[0].length)
}
