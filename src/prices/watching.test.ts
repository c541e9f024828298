import { expect, it, test } from 'vitest'
import { isNewerInSeries } from './model-series.ts'
import { libraryModels } from './price-library.ts'
import { priceOf } from './price-of.ts'
import { describePrice } from './price-queries.ts'
import { readPriceRow } from './read-price-row.ts'

test.each([
  ['gpt-5.4-mini', 'gpt-5-mini', true],
  ['gpt-5-mini', 'gpt-5.4-mini', false],
  ['gpt-5-mini', 'gpt-5-mini', false],
  ['gpt-5-nano', 'gpt-4.1-mini', false],
  ['gpt-6-sol', 'gpt-5.6-sol', true],
  ['o4-mini', 'o3-mini', true],
  ['claude-haiku-4-5', 'claude-haiku-3-5', true],
  ['claude-sonnet-4-6', 'claude-sonnet-4-5-20250929', true],
  ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5-20250514', true],
  ['gemini-3-flash-preview', 'gemini-2.5-flash', true],
  ['gemini-2.5-flash-lite', 'gemini-2.0-flash', false],
  ['mistral-small-2603', 'mistral-small-2506', true],
  ['mistral-small-2506', 'mistral-small-2603', false],
  ['gpt-4o-2024-08-06', 'gpt-4o-2024-05-13', true],
  ['llama-3.3-70b-versatile', 'llama-3.1-70b-versatile', true],
  ['llama-3.1-70b-versatile', 'llama-3.1-8b-versatile', false],
  ['gpt-oss-120b', 'gpt-oss-20b', false],
])('%s is newer than %s by name: %s', (name, than, isNewer) => {
  expect(isNewerInSeries(name, than)).toBe(isNewer)
})

it('a price row of a report is read as it was written', () => {
  const price = {
    inputPerMillionUsd: 0.000001,
    outputPerMillionUsd: 12.5,
    source: 'crossover overlay (https://a/b)',
    asOf: '2025-08-01',
  }
  for (const modelName of ['openai:gpt-5-mini', 'recorded:a: b']) {
    const row = describePrice(price, { name: modelName, now: new Date('2026-11-24') })
    expect(readPriceRow(row)).toEqual({
      modelName,
      inputPerMillionUsd: 0.000001,
      outputPerMillionUsd: 12.5,
      from: 'crossover overlay (https://a/b), as of 2025-08-01, older than 90 days',
    })
  }
  expect(readPriceRow('no price for x')).toBeUndefined()
})

it('the library lists the models of a vendor, each with the price it is asked at', () => {
  const listed = libraryModels('openai').find(({ model }) => model === 'gpt-5-mini')
  expect(listed).toMatchObject({ inputPerMillionUsd: 0.25, outputPerMillionUsd: 2, isRetired: false })
  expect(priceOf('openai:gpt-5-mini')?.inputPerMillionUsd).toBe(0.25)
  expect(libraryModels('lab')).toEqual([])
})

it('what a row says of its end is kept in its words', () => {
  const rows = [...libraryModels('mistral'), ...libraryModels('anthropic')]
  const said = (name: string) => rows.find(({ model }) => model === name)
  expect(said('mistral-medium-2312')).toMatchObject({ retirement: 'Retired on 2025-06-16', isRetired: true })
  expect(said('mistral-ocr-2503')).toMatchObject({ retirement: 'marked as deprecated', isRetired: true })
  // A part of its service ended, not the model.
  expect(said('claude-sonnet-4-5')).toMatchObject({ isRetired: false })
  expect(said('claude-haiku-4-5')?.retirement).toBeUndefined()
})
