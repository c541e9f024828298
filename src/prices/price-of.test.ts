import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isStale } from './is-stale.ts'
import { overlay } from './overlay.data.ts'
import { libraryProviders } from './library-providers.data.ts'
import { priceLibrary } from './price-library.ts'
import { priceOf } from './price-of.ts'
import { priceQueries } from './price-queries.ts'

test('the task file comes first, then the overlay, then the library', () => {
  const own = { 'openai:gpt-5-mini': { inputPerMillionUsd: 1, outputPerMillionUsd: 2, asOf: '2026-11-01' } }
  expect(priceOf('openai:gpt-5-mini', own)).toEqual({ ...own['openai:gpt-5-mini'], source: 'task file' })
  expect(priceOf('openai:gpt-5-mini')).toEqual({
    inputPerMillionUsd: 0.25,
    outputPerMillionUsd: 2,
    cachedInputPerMillionUsd: 0.025,
    source: '@pydantic/genai-prices 0.1.8: OpenAI, GPT-5 mini',
    asOf: '2026-09-23',
  })
  expect(priceOf('openai:ft:gpt-4.1-mini-2025-04-14:org::1')).toMatchObject({
    inputPerMillionUsd: 0.8,
    outputPerMillionUsd: 3.2,
  })
})

test('a tiered price gives its base tier', () => {
  expect(priceOf('anthropic:claude-sonnet-4-5')).toMatchObject({
    inputPerMillionUsd: 3,
    outputPerMillionUsd: 15,
    cachedInputPerMillionUsd: 0.3,
  })
})

test('unknown models and servers have no price', () => {
  for (const name of ['openai:no-such-model', 'mine:gpt-5-mini', 'local:smollm2-135m', 'recorded:x', ''])
    expect(priceOf(name)).toBeUndefined()
})

test('rows older than 90 days, or without a date, are stale', () => {
  const now = new Date('2026-11-24')
  expect(isStale({ asOf: '2026-08-26' }, now)).toBe(false)
  expect(isStale({ asOf: '2026-08-25' }, now)).toBe(true)
  expect(isStale({}, now)).toBe(true)
})

test('the library named is the library installed', () => {
  const path = new URL('../../node_modules/@pydantic/genai-prices/package.json', import.meta.url)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: priceLibrary.version })
})

test('the vendors of the library are those it has', () => {
  const path = new URL('../../node_modules/@pydantic/genai-prices/dist/index.cjs', import.meta.url)
  const entry = /id:"([^"]+)",(?:\w+:(?:"[^"]*"|\[[^\]]*\]|\{[^{}]*\}),?)*?api_pattern:/gu
  const found = [...readFileSync(path, 'utf8').matchAll(entry)].map(([, id]) => id)
  expect(found.length).toBeGreaterThan(20)
  expect(new Set(found)).toEqual(libraryProviders)
})

test('every overlay row has a source and a date', () => {
  for (const { url, asOf } of overlay) {
    expect(url).toMatch(/^https:\/\//u)
    expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/u)
  }
})

test('a hosted candidate is priced by the library and names the row', () => {
  const usage = { inputTokens: 1000, outputTokens: 100, reasoningTokens: 200, source: 'reported' as const }
  const cost = priceQueries(
    {
      name: 'zero-shot',
      kind: 'prompt/zero-shot',
      models: [{ name: 'openai:gpt-5-mini', role: 'language', provider: 'openai' }],
    },
    {
      predictions: [{ output: 'a', validity: 'first', usage }],
      computeMs: [],
      now: new Date('2027-01-01'),
    },
    {
      costs: {
        labourUsdPerHour: 50,
        machineUsdPerHour: 0.2,
        wrongAnswerUsd: 0,
        labelUsd: 0.5,
        sharedMachine: false,
      },
      volume: { perMonth: 10_000, growthPerMonth: 0, horizonMonths: 12 },
      prices: {},
    },
  )
  // 1,000 × .25 + 300 × 2 = 850 USD a million requests.
  expect(cost.perQuery?.value).toBeCloseTo(0.00085, 12)
  expect(cost.priceRow).toBe(
    'openai:gpt-5-mini: 0.25 USD in and 2 USD out per million tokens (@pydantic/genai-prices 0.1.8: OpenAI, GPT-5 mini, as of 2026-09-23, older than 90 days)',
  )
})
