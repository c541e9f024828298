import { expect, it } from 'vitest'
import type { UploadRequest } from '../../contracts/method.ts'
import { uploadWords } from './upload-words.ts'

const request: UploadRequest = {
  provider: 'openai',
  base: 'gpt-4o-mini',
  rows: { train: 400, validation: 60 },
  bytes: 91_400,
  tokens: 24_000,
  epochs: 3,
  notes: ['A tuned model answers until its base is retired.'],
}
const now = new Date('2026-11-24')

it('says what goes out, what that may cost by which row, and what else one should know', () => {
  const priced = {
    ...request,
    usd: 0.216,
    priceSource: 'crossover overlay (https://x)',
    priceAsOf: '2025-08-01',
  }
  expect(uploadWords(priced, now)).toBe(
    `Training gpt-4o-mini at openai uploads 400 training and 60 validation rows with their answers (91 kB).
At most 24,000 tokens × 3 epochs: up to 0.22 USD (price: crossover overlay (https://x) of 2025-08-01, an old row).
A tuned model answers until its base is retired.`,
  )
})

it('says that a price is not known', () => {
  expect(uploadWords({ ...request, epochs: 1 }, now)).toContain(
    'At most 24,000 tokens × 1 epoch: what that costs is not known here. tuning.hosted may give',
  )
})

it("does not call the task file's own price old", () => {
  expect(uploadWords({ ...request, usd: 1, priceSource: 'task file' }, now)).toContain(
    'up to 1.00 USD (price: task file).',
  )
})
