import { describe, expect, it } from 'vitest'
import type { GenerateRequest, Generation, LanguageModel } from '../../../contracts/model.ts'
import type { AnswerFormat } from './answer-format.ts'
import { askModel, type Asked } from './ask-model.ts'

const schema = { type: 'object', properties: { law: { type: 'string' } }, additionalProperties: false }
const format: AnswerFormat = { kind: 'extraction', schema, isVerbatim: true, mostItems: 4, maxTokens: 64 }
const input = 'The law of Utah applies.'

/** A model that gives these answers in turn, and what it was asked. */
function scripted(...answers: { text: string; finishReason?: Generation['finishReason'] }[]) {
  const requests: GenerateRequest[] = []
  const model: LanguageModel = {
    identity: { name: 'test:scripted', role: 'language', provider: 'test' },
    contextTokens: 1000,
    countTokens: (messages) => Promise.resolve(messages.length),
    generate(request) {
      requests.push(request)
      const { text = '', finishReason = 'stop' } = answers[requests.length - 1] ?? {}
      const usage = { inputTokens: 1, outputTokens: 1, source: 'counted' as const }
      return Promise.resolve({ text, finishReason, usage, latencyMs: 1 })
    },
    close: () => Promise.resolve(),
  }
  const ask = (question: Partial<Parameters<typeof askModel>[1]> = {}): Promise<Asked> =>
    askModel(model, {
      messages: [{ role: 'user', content: input }],
      format,
      input,
      signal: new AbortController().signal,
      ...question,
    })
  return { requests, ask }
}

describe('askModel', () => {
  it('asks for the schema, and keeps to what the answers of train do beyond it', async () => {
    const { ask, requests } = scripted({ text: '{"law":"Utah"}' })
    expect(await ask()).toMatchObject({ output: '{"law":"Utah"}', validity: 'first' })
    expect(requests).toEqual([
      expect.objectContaining({ schema, keepTo: { copiedFrom: input, mostItems: 4 }, maxTokens: 64 }),
    ])
    await ask({ format: { ...format, isVerbatim: false } })
    expect(requests[1]).toMatchObject({ schema, keepTo: { mostItems: 4 } })
    expect(requests[1]).not.toHaveProperty('keepTo.copiedFrom')
  })

  it('asks for no schema where thoughts come before the answer', async () => {
    const { ask, requests } = scripted({ text: 'Utah. {"law":"Utah"}' })
    await ask({ answerPart: (text) => text })
    expect(requests[0]).not.toHaveProperty('schema')
    expect(requests[0]).not.toHaveProperty('keepTo')
  })

  it('never takes an answer that was cut for a whole one', async () => {
    const cut = { text: '{"law":"The law of', finishReason: 'length' as const }
    const { ask, requests } = scripted(cut, cut)
    const answer = await ask()
    expect(requests).toHaveLength(2)
    expect(answer).toMatchObject({ validity: 'fallback', output: '{"law":"The law of"}' })
    expect(answer.problem).toContain('the answer was cut at its token limit')
  })
})
