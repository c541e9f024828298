import { describe, expect, it } from 'vitest'
import type { ChatMessage, GenerateRequest, LanguageModel, ModelPool } from '../contracts/model.ts'
import { limitContext } from './limit-context.ts'

const identity = { name: 'test:words', role: 'language', provider: 'test' } as const

/** A model whose tokens are words. */
function wordModel(asked: GenerateRequest[]): LanguageModel {
  return {
    identity,
    contextTokens: 1000,
    countTokens: async (messages) => messages.flatMap(({ content }) => content.split(' ')).length,
    async generate(request) {
      asked.push(request)
      const usage = { inputTokens: 0, outputTokens: 0, source: 'counted' as const }
      return { text: '', finishReason: 'stop', usage, latencyMs: 0 }
    },
    close: async () => undefined,
  }
}

function poolOf(model: LanguageModel): ModelPool {
  return {
    identify: async (name) =>
      name === 'e' ? { name, role: 'embedding', provider: 'test' } : { ...identity },
    language: async () => model,
    embedder: () => Promise.reject(new RangeError('none')),
    close: async () => undefined,
  }
}

const words = (count: number): ChatMessage[] => [{ role: 'user', content: Array(count).fill('w').join(' ') }]
const { signal } = new AbortController()

describe('limitContext', () => {
  it('says the limit as the room of the model and as part of what it is', async () => {
    const pool = limitContext(poolOf(wordModel([])), 600)
    expect(await pool.identify('test:words')).toEqual({ ...identity, contextTokens: 600 })
    expect(await pool.identify('e')).not.toHaveProperty('contextTokens')
    expect((await pool.language('test:words')).contextTokens).toBe(600)
  })

  it('cuts the answer at the limit, and refuses a prompt that fills it', async () => {
    const asked: GenerateRequest[] = []
    const model = await limitContext(poolOf(wordModel(asked)), 600).language('test:words')
    await model.generate({ messages: words(500), maxTokens: 400, signal })
    expect(asked.map(({ maxTokens }) => maxTokens)).toEqual([100])
    await expect(model.generate({ messages: words(600), maxTokens: 1, signal })).rejects.toThrow(
      'The prompt has 600 tokens. models.contextTokens leaves room for 600, the answer included.',
    )
    expect(asked).toHaveLength(1)
  })

  it('leaves a model with less room, and a pool without a limit, as they are', async () => {
    const model = wordModel([])
    const pool = poolOf(model)
    expect(limitContext(pool, undefined)).toBe(pool)
    expect(await limitContext(pool, 5000).language('x')).toBe(model)
  })
})
