import { expect, test } from 'vitest'
import { parseSetValue, withValues } from './set-values.ts'

const set = (file: unknown, ...texts: string[]) => withValues(file, texts.map(parseSetValue))

test('a dotted key takes a YAML value, and what is missing on the way is made', () => {
  expect(set({ name: 'x' }, 'volume.perMonth=50000')).toEqual({ name: 'x', volume: { perMonth: 50_000 } })
  expect(set({ volume: { perMonth: 1, horizonMonths: 6 } }, 'volume.perMonth = 2')).toEqual({
    volume: { perMonth: 2, horizonMonths: 6 },
  })
  expect(set({}, 'success.latencyMs={ p95: 500 }', 'team=technical')).toEqual({
    success: { latencyMs: { p95: 500 } },
    team: 'technical',
  })
})

test('the file that was read stays as it was', () => {
  const file = { volume: { perMonth: 1 } }
  set(file, 'volume.perMonth=2')
  expect(file).toEqual({ volume: { perMonth: 1 } })
})

test('names of models hold dots and colons', () => {
  expect(
    set(
      {},
      'prices.openai:gpt-4.1-nano.inputPerMillionUsd=0.1',
      'prices.openai:gpt-4.1-nano.outputPerMillionUsd=0.4',
    ),
  ).toEqual({
    prices: { 'openai:gpt-4.1-nano': { inputPerMillionUsd: 0.1, outputPerMillionUsd: 0.4 } },
  })
  expect(set({}, 'prices.openai:gpt-4.1-nano.retires=2026-10-23')).toEqual({
    prices: { 'openai:gpt-4.1-nano': { retires: '2026-10-23' } },
  })
  expect(set({}, 'prices.recorded:other-tool={ inputPerMillionUsd: 1, outputPerMillionUsd: 2 }')).toEqual({
    prices: { 'recorded:other-tool': { inputPerMillionUsd: 1, outputPerMillionUsd: 2 } },
  })
})

test('what answers depend on cannot be set', () => {
  expect(() => parseSetValue('models.language=[x]')).toThrow(
    '--set models.language: only what no answer depends on can be set.',
  )
  expect(() => parseSetValue('success.quality.metric=macroF1')).toThrow('only what no answer depends on')
  expect(() => parseSetValue('volumes.perMonth=1')).toThrow('only what no answer depends on')
  expect(() => parseSetValue('volume.perMonth')).toThrow(
    '--set volume.perMonth has no value. Write it as --set volume.perMonth=50000.',
  )
  expect(() => parseSetValue('volume={')).toThrow('--set volume: { is no value.')
})
