import { expect, it } from 'vitest'
import type { Candidate } from '../../contracts/candidate.ts'
import type { ChatMessage, LanguageModel } from '../../contracts/model.ts'
import { custom } from './custom.ts'
import { fewShot } from './few-shot.ts'
import { optimised } from './optimise/optimised.ts'
import { requestAnswerer } from './request-answerer.ts'
import { retrieved } from './retrieved.ts'
import { zeroShot } from './zero-shot.ts'

const { signal } = new AbortController()
const demonstrations = ['one', 'two', 'three'].map((input) => ({ input, output: input.length.toString() }))

/** Answers with the inputs of the demonstrations it was shown; has room for so many messages. */
function showing(contextTokens: number): LanguageModel {
  const usage = { inputTokens: 1, outputTokens: 1, source: 'counted' as const }
  return {
    identity: { name: 'test:echo', role: 'language', provider: 'test' },
    contextTokens,
    countTokens: (messages) => Promise.resolve(messages.length),
    generate: ({ messages }) => {
      const text = messages
        .slice(0, -1)
        .map(({ content }) => content)
        .join(' ')
      return Promise.resolve({ text, finishReason: 'stop', usage, latencyMs: 1 })
    },
    close: () => Promise.resolve(),
  }
}

function answerer(contextTokens: number) {
  return requestAnswerer({
    model: showing(contextTokens),
    format: { kind: 'generation', words: [1, 9], maxTokens: 1 },
    opened: { source: { pick: async () => demonstrations, close: async () => undefined } },
    render: ({ demonstrations: shown, input }) =>
      [...(shown as { input: string }[]), { input: input as string }].map((row): ChatMessage => ({
        role: 'user',
        content: row.input,
      })),
  })
}

it('shows the same demonstrations in another order for a seed, and in its own without one', async () => {
  const answer = answerer(100)
  const input = { text: 'four' }
  expect(await answer({ input, signal })).toMatchObject({ output: 'one two three' })
  const { output } = await answer({ input, signal, demonstrationSeed: 7 })
  expect(output).not.toBe('one two three')
  expect(output.split(' ').toSorted()).toEqual(['one', 'three', 'two'])
  expect(await answer({ input, signal, demonstrationSeed: 7 })).toMatchObject({ output })
})

it('leaves out the same demonstrations whatever their order', async () => {
  const answer = answerer(4)
  const { output, leftOut } = await answer({ input: { text: 'four' }, signal, demonstrationSeed: 7 })
  expect([output, leftOut]).toEqual(['three two', 1])
})

it('is said of prompts that show two demonstrations or more', () => {
  const spec = { language: 'test:echo', template: 'x', demonstrations: 4, demonstrationTokens: 100 }
  const of = (more: object) => ({ spec: { ...spec, ...more } }) as unknown as Candidate
  expect(fewShot.reorders?.(of({ rows: ['a', 'b'] }))).toBe(true)
  expect(fewShot.reorders?.(of({ rows: ['a'] }))).toBe(false)
  expect(custom.reorders?.(of({ rows: [] }))).toBe(false)
  expect(retrieved.reorders?.(of({}))).toBe(true)
  expect(zeroShot.reorders?.(of({}))).toBe(false)
  expect(optimised.reorders?.(of({ shows: 'nearest' }))).toBe(true)
  expect(optimised.reorders?.(of({ shows: 'nothing' }))).toBe(false)
})
