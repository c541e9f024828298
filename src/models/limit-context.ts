import type { ChatMessage, LanguageModel, ModelPool } from '../contracts/model.ts'
import { ContextError } from '../errors.ts'

/**
 * The same models, as if none held more than `contextTokens`. The limit is part of what a model is, so that answers
 * under another limit are another candidate's. An answer is cut where the limit is reached.
 *
 * @returns the pool itself where there is no limit. Its models reject a prompt beyond it with a ContextError.
 */
export function limitContext(pool: ModelPool, contextTokens: number | undefined): ModelPool {
  if (contextTokens === undefined) return pool
  const weights = pool.weights?.bind(pool)
  const encoderBase = pool.encoderBase?.bind(pool)
  const classifier = pool.classifier?.bind(pool)
  const tuning = pool.tuning?.bind(pool)
  return {
    identify: async (name) => {
      const identity = await pool.identify(name)
      return identity.role === 'language' ? { ...identity, contextTokens } : identity
    },
    language: async (name, options) => limited(await pool.language(name, options), contextTokens),
    ...(weights === undefined ? {} : { weights }),
    embedder: (name) => pool.embedder(name),
    ...(encoderBase === undefined ? {} : { encoderBase }),
    ...(classifier === undefined ? {} : { classifier }),
    ...(tuning === undefined ? {} : { tuning }),
    close: () => pool.close(),
  }
}

function limited(model: LanguageModel, limit: number): LanguageModel {
  if (model.contextTokens <= limit) return model
  const roomFor = async (messages: ChatMessage[]): Promise<number> => {
    const tokens = await model.countTokens(messages)
    if (tokens < limit) return limit - tokens
    throw new ContextError(
      `The prompt has ${tokens} tokens. models.contextTokens leaves room for ${limit}, the answer included.`,
      { hint: 'Raise models.contextTokens in the task file, or shorten the input or the prompt.' },
    )
  }
  const choose = model.choose?.bind(model)
  const scoreAnswer = model.scoreAnswer?.bind(model)
  return {
    identity: { ...model.identity, contextTokens: limit },
    contextTokens: limit,
    countTokens: (messages) => model.countTokens(messages),
    generate: async (request) => {
      const room = await roomFor(request.messages)
      return model.generate({ ...request, maxTokens: Math.min(request.maxTokens, room) })
    },
    ...(choose === undefined
      ? {}
      : {
          choose: async (request) => {
            await roomFor(request.messages)
            return choose(request)
          },
        }),
    ...(scoreAnswer === undefined
      ? {}
      : {
          scoreAnswer: async (request) => {
            await roomFor(request.messages)
            return scoreAnswer(request)
          },
        }),
    close: () => model.close(),
  }
}
