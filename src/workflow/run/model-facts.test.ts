import { expect, test } from 'vitest'
import type { Candidate } from '../../contracts/candidate.ts'
import { exampleRow, validated } from './finalists.fixture.ts'
import { modelFacts } from './model-facts.ts'

const asked = Array.from({ length: 60 }, (_, row) => ({
  row: exampleRow(`${row}`, 'x'),
  prediction: { output: 'x', validity: 'first' as const },
}))

function finalist(kind: string, models: Candidate['models'], tokens?: { input: number; output: number }) {
  return {
    served: { ...validated(kind).candidate, models },
    answered: asked,
    latencies: asked.map(() => ({ inputHash: 'x', latencyMs: 1 })),
    shared: asked,
    cost: { fitSeconds: 0, upFrontUsd: 0, ...(tokens === undefined ? {} : { tokensPerQuery: tokens }) },
  }
}

const small = { name: 'local:small', role: 'language' as const, provider: 'local', parameters: 135e6 }
const task = {
  providers: {},
  prices: { 'openai:gpt-5.4-mini': { inputPerMillionUsd: 1, outputPerMillionUsd: 0 } },
}

test('the strongest local model is named, and what the same questions cost at a stronger one', () => {
  const larger = { ...small, name: 'local:larger', parameters: 1e9 }
  const facts = modelFacts(
    [
      finalist('prompt/zero-shot', [small], { input: 100, output: 3 }),
      finalist('prompt/retrieved', [larger], { input: 500, output: 3 }),
      finalist('tune/head', []),
    ],
    task,
  )
  // 180 questions of 500 tokens at 1 USD a million.
  expect(facts).toEqual({
    hostedTookPart: false,
    strongest: 'local:larger',
    largestPromptedParameters: 1e9,
    stronger: { model: 'openai:gpt-5.4-mini', questions: 180, usd: 0.09 },
  })
})

test('beside a hosted model nothing stronger is asked for; without a prompt nothing is known', () => {
  const hosted = { name: 'openai:gpt-5.4-mini', role: 'language' as const, provider: 'openai' }
  expect(modelFacts([finalist('prompt/zero-shot', [small, hosted])], task)).toMatchObject({
    hostedTookPart: true,
    strongest: 'openai:gpt-5.4-mini',
  })
  expect(modelFacts([finalist('tune/head', [])], task)).toEqual({ hostedTookPart: false })
})
