import { expect, test } from 'vitest'
import { retirementOf } from './retirement-of.ts'
import { retirements } from './retirements.data.ts'

const rates = { inputPerMillionUsd: 1, outputPerMillionUsd: 2 }

test('the day of a model is that of its vendor, with the address and the day it was said', () => {
  expect(retirementOf('openai:gpt-5-mini')).toEqual({
    date: '2026-12-11',
    source: 'https://developers.openai.com/api/docs/deprecations',
    asOf: '2026-10-01',
  })
  expect(retirementOf('google:gemini-3.1-flash-lite')).toMatchObject({ date: '2027-05-07', isEarliest: true })
})

test('the task file comes first, with its own day or none', () => {
  const prices = { 'openai:gpt-5-mini': { ...rates, retires: '2027-06-01', asOf: '2026-11-24' } }
  expect(retirementOf('openai:gpt-5-mini', prices)).toEqual({
    date: '2027-06-01',
    source: 'task file',
    asOf: '2026-11-24',
  })
  expect(retirementOf('lab:own', { 'lab:own': { ...rates, retires: '2027-06-01' } })).toEqual({
    date: '2027-06-01',
    source: 'task file',
  })
  expect(retirementOf('openai:gpt-5-mini', { 'openai:gpt-5-mini': rates })?.date).toBe('2026-12-11')
})

test('a model tuned on a base ends with it; a longer name of another model does not', () => {
  expect(retirementOf('openai:ft:gpt-4.1-nano-2025-04-14:org::abc')?.date).toBe('2026-10-23')
  expect(retirementOf('openai:gpt-4o')).toBeUndefined()
  expect(retirementOf('openai:gpt-5-mini-next')).toBeUndefined()
})

test('every row has an address, days that exist, and no model stands in two', () => {
  const days = retirements.flatMap(({ retires, asOf }) => [retires, asOf])
  expect(days.map((day) => new Date(day).toISOString().slice(0, 10))).toEqual(days)
  expect(retirements.every(({ url }) => URL.canParse(url))).toBe(true)
  const models = retirements.flatMap((row) => row.models)
  expect(new Set(models).size).toBe(models.length)
})
