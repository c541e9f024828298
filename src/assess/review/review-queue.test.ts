import { expect, test } from 'vitest'
import { textDimensions, textVectors } from '../../text/text-vectors.ts'
import { answerDisagreement } from './answer-disagreement.ts'
import { marginUncertainty } from './margin-uncertainty.ts'
import { reviewQueue, type ReviewPool } from './review-queue.ts'
import { typicality } from './typicality.ts'

const unit = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
const pool = (degrees: number[], facts: Partial<ReviewPool> = {}): ReviewPool => ({
  rows: degrees.map((_, at) => ({ id: `r${at}` })),
  vectors: Float32Array.from(degrees.flatMap(unit)),
  dimensions: 2,
  ...facts,
})
const ids = (question: ReviewPool, seed = 1) => reviewQueue(question, { seed }).map(({ rowId }) => rowId)

test('uncertain and typical rows come before uncertain strangers and before sure rows', () => {
  // r0 … r2 stand together, r3 alone; r1 and r3 are equally unsure.
  const probabilities = [
    [0.9, 0.1],
    [0.5, 0.5],
    [0.9, 0.1],
    [0.5, 0.5],
  ]
  const items = reviewQueue(pool([0, 2, 4, 80], { probabilities }), { seed: 1 })
  expect(items[0]).toMatchObject({ rowId: 'r1', reasons: ['uncertain'] })
  expect(items[1]?.rowId).toBe('r3')
})

test('the second row is not the twin of the first', () => {
  const probabilities = [
    [0.5, 0.5],
    [0.51, 0.49],
    [0.8, 0.2],
  ]
  expect(ids(pool([0, 0, 30], { probabilities })).slice(0, 2)).toEqual(['r0', 'r2'])
})

test('what candidates disagree on and what is suspected comes first, with its reason', () => {
  const items = reviewQueue(
    pool([0, 10, 20, 30, 40, 50], {
      answers: [['a', 'a'], ['a', 'b'], [], ['a', 'a'], ['a'], ['a', 'a']],
      suspects: [{ rowId: 'r5', score: 0.9, suggested: 'b' }],
      probabilities: [0, 1, 2, 3, 4, 5].map(() => [1, 0]),
    }),
    { seed: 3 },
  )
  expect(items.slice(0, 2).map(({ rowId, reasons }) => [rowId, reasons])).toEqual(
    expect.arrayContaining([
      ['r1', ['disagreement']],
      ['r5', ['suspected-error']],
    ]),
  )
  expect(items.slice(2).every(({ value, reasons }) => value === 0 && reasons.length === 0)).toBe(true)
})

test('regions without a label are visited, the farthest first', () => {
  const question = pool([0, 5, 60, 90], {
    covered: Float32Array.from(unit(0)),
    probabilities: [0, 1, 2, 3].map(() => [1, 0]),
  })
  const items = reviewQueue(question, { seed: 1 })
  expect(items.slice(0, 3).map(({ rowId }) => rowId)).toEqual(['r3', 'r2', 'r1'])
  expect(items[0]?.reasons).toEqual(['not-covered'])
})

test('one seed gives one order, and every row stands in it once', () => {
  const question = pool(Array.from({ length: 50 }, (_, at) => (at * 37) % 90))
  expect(ids(question)).toEqual(ids(question))
  expect(ids(question).toSorted()).toEqual(question.rows.map(({ id }) => id).toSorted())
  const twins = pool([10, 10, 10, 10, 10, 10])
  expect(ids(twins, 1)).not.toEqual(ids(twins, 2))
})

test('an empty pool is an empty queue', () => {
  expect(ids(pool([]))).toEqual([])
})

test('uncertainty is one minus the margin, disagreement the entropy of votes, typicality the mean similarity', () => {
  expect(marginUncertainty([0.2, 0.7, 0.1])).toBeCloseTo(0.5, 12)
  expect(answerDisagreement(['a', 'a', 'b', 'c'])).toBeCloseTo(0.75, 12)
  expect(answerDisagreement(['a', 'b'])).toBe(1)
  // Of 0° and 90° each is 1 to itself and 0 to the other.
  expect([...typicality(Float32Array.from([1, 0, 0, 1]), 2)]).toEqual([0.5, 0.5])
})

test('words place texts without an embedder', () => {
  const texts = ['the card is lost', 'my card is lost', 'opening hours on sunday', '']
  const vectors = textVectors(texts)
  const similarity = (one: number, other: number) =>
    Array.from({ length: textDimensions }, (_, at) => at).reduce(
      (sum, at) =>
        sum + (vectors[one * textDimensions + at] ?? 0) * (vectors[other * textDimensions + at] ?? 0),
      0,
    )
  expect(similarity(0, 0)).toBeCloseTo(1, 6)
  expect(similarity(0, 1)).toBeGreaterThan(0.4)
  expect(Math.abs(similarity(0, 2))).toBeLessThan(0.2)
  expect(similarity(3, 3)).toBe(0)
})
