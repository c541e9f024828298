import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Example } from '../contracts/example.ts'
import { fingerprint } from './fingerprint.ts'

const row = (id: string, text: string, expected: string): Example => ({
  id,
  input: { text },
  expected,
  source: { file: 'a', line: 1 },
})

test('is the sha256 of what its name says, by hand', () => {
  const text = JSON.stringify(['{"expected":"x","id":"1","input":{"text":"hello"}}'])
  expect(fingerprint([row('1', 'hello', 'x')])).toBe(createHash('sha256').update(text).digest('hex'))
})

test('order, file and time do not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), (ids) => {
      const rows = ids.map((id) => row(id, `text ${id}`, 'x'))
      const moved = rows
        .toReversed()
        .map((one) => ({ ...one, time: '2026-01-01', source: { file: 'b', line: 9 } }))
      expect(fingerprint(moved)).toBe(fingerprint(rows))
    }),
  )
})

test('an id, an input, a field or an answer does', () => {
  const base = row('1', 'hello', 'x')
  const variants = [
    base,
    row('2', 'hello', 'x'),
    row('1', 'hallo', 'x'),
    row('1', 'hello', 'y'),
    { ...base, input: { text: 'hello', fields: { a: 1 } } },
  ]
  expect(new Set(variants.map((variant) => fingerprint([variant]))).size).toBe(variants.length)
  expect(fingerprint([])).not.toBe(fingerprint([base]))
})
