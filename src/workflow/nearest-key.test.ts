import { expect, test } from 'vitest'
import { nearestKey } from './nearest-key.ts'

const known = ['atLeast', 'atMost', 'metric', 'notWorseBy']

test.each([
  ['atleast', 'atLeast'],
  ['at_least', 'atLeast'],
  ['metrics', 'metric'],
  ['notWorse', 'notWorseBy'],
  ['matric', 'metric'],
])('%s means %s', (typed, meant) => expect(nearestKey(typed, known)).toBe(meant))

test('a key like none of them has no suggestion', () =>
  expect(nearestKey('temperature', known)).toBeUndefined())
test('nothing is near when nothing is known', () => expect(nearestKey('a', [])).toBeUndefined())
