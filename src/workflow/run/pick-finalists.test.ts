import { expect, test } from 'vitest'
import { validated } from './finalists.fixture.ts'
import { pickFinalists } from './pick-finalists.ts'

const kindsOf = (...candidates: ReturnType<typeof validated>[]) =>
  pickFinalists(candidates).map(({ candidate }) => candidate.kind)

test('the best of each family on validation goes on, in the order of families', () => {
  const all = [
    validated('tune/head', 7),
    validated('prompt/few-shot', 5),
    validated('prompt/retrieved', 8),
    validated('baseline/ngram-linear', 6),
    validated('baseline/nearest-neighbour', 7),
  ]
  expect(kindsOf(...all)).toEqual(['baseline/nearest-neighbour', 'prompt/retrieved', 'tune/head'])
})

test('the simpler of two equals goes on', () => {
  expect(kindsOf(validated('prompt/retrieved', 8), validated('prompt/zero-shot', 8))).toEqual([
    'prompt/zero-shot',
  ])
})

test('the majority is a floor, never a finalist', () => {
  expect(kindsOf(validated('baseline/majority', 9), validated('baseline/ngram-linear', 2))).toEqual([
    'baseline/ngram-linear',
  ])
  expect(kindsOf(validated('baseline/majority', 9))).toEqual([])
})

test('what has no validation figure is no finalist, unless it was recorded elsewhere', () => {
  expect(kindsOf(validated('tune/head'), validated('recorded'), validated('prompt/zero-shot', 1))).toEqual([
    'prompt/zero-shot',
    'recorded',
  ])
})
