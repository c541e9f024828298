import { expect, test } from 'vitest'
import { statedWait } from './stated-wait.ts'

const dateMs = Date.UTC(2026, 0, 1)

test.each([
  [{ 'retry-after-ms': '250' }, 250, true],
  [{ 'retry-after': '2' }, 2000, true],
  [{ 'retry-after': '0.5' }, 500, true],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000, true],
  [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0, true],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1s' }, 1000, false],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' }, 360_000, false],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '2m59.56s' }, 179_560, false],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '20ms' }, 20, false],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1h2m3s' }, 3_723_000, false],
  [
    {
      'anthropic-ratelimit-tokens-remaining': '0',
      'anthropic-ratelimit-tokens-reset': '2026-01-01T00:00:10Z',
    },
    10_000,
    false,
  ],
  [
    {
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '5s',
    },
    5000,
    false,
  ],
])('%j asks for %d ms', (headers, ms, isFirm) => {
  const wait = statedWait(headers, dateMs)
  expect(wait?.ms).toBeCloseTo(ms, 6)
  expect(wait?.isFirm).toBe(isFirm)
})

test.each([
  {},
  { 'retry-after': '-5' },
  { 'retry-after': 'soon' },
  { 'retry-after': '' },
  { 'x-ratelimit-remaining-tokens': '9', 'x-ratelimit-reset-tokens': '5s' },
  { 'x-ratelimit-reset-tokens': '5s' },
  { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': 'later' },
  { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '' },
])('%j asks for nothing', (headers) => {
  expect(statedWait(headers, dateMs)).toBeUndefined()
})
