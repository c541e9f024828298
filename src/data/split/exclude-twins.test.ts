import { expect, test } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import { excludeTwins } from './exclude-twins.ts'
import { findTwins } from './find-twins.ts'

const row = (id: string, text: string): Example => ({
  id,
  input: { text },
  expected: 'x',
  source: { file: 'a', line: 1 },
})

// 44 characters give 40 grams of five; the changed last letter is in one of them: 39/41 = .95 ≥ .8.
const long = 'please send the replacement charger to me now'
const nearLong = 'please send the replacement charger to me not'

test('exact and near twins of test rows leave train and validation, and are named with their test row', () => {
  const split = {
    train: [row('a', 'Where is my parcel?'), row('b', nearLong), row('c', 'something else')],
    validation: [row('d', 'WHERE is my parcel'), row('e', 'nothing like it at all')],
    test: [row('t1', 'where is my parcel!!'), row('t2', long)],
  }
  const { train, validation, excluded } = excludeTwins(split)
  expect(train.map(({ id }) => id)).toEqual(['c'])
  expect(validation.map(({ id }) => id)).toEqual(['e'])
  expect(excluded).toEqual([
    { id: 'a', from: 'train', twinOf: 't1', kind: 'exact' },
    { id: 'b', from: 'train', twinOf: 't2', kind: 'near' },
    { id: 'd', from: 'validation', twinOf: 't1', kind: 'exact' },
  ])
})

test('a split without twins is left as it is', () => {
  const split = {
    train: [row('a', 'one text')],
    validation: [row('b', 'another text')],
    test: [row('t', 'a third one')],
  }
  expect(excludeTwins(split)).toEqual({ train: split.train, validation: split.validation, excluded: [] })
})

test('a row is no twin of itself', () => {
  const rows = [row('a', 'same'), row('b', 'Same'), row('c', 'other words')]
  expect(findTwins(rows, rows).map((twins) => [twins.row.id, twins.exact.map(({ id }) => id)])).toEqual([
    ['a', ['b']],
    ['b', ['a']],
  ])
})
