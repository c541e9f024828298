import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import fixture from '../../test/fixtures/scorers/scorers.json' with { type: 'json' }
import {
  f1OfCounts,
  precisionOfCounts,
  recallOfCounts,
  spanCounts,
  spanCountsByField,
  sumOfCounts,
} from './span-counts.ts'

const nothing = {
  exact: { truePositive: 0, predicted: 0, gold: 0 },
  overlap: { truePositive: 0, predicted: 0, gold: 0 },
}

describe('spans', () => {
  it('match one to one inside a field, exactly and by overlap', () => {
    const expected = { law: 'laws of the State of Ohio', parties: ['Acme Inc.', 'Bolt Ltd'] }
    const output = { law: 'the State of Ohio', parties: ['Acme Inc.', 'Acme Inc.'] }
    // law: 4 of 5 different words shared; parties: one of the two repeats finds its match.
    expect(countsOf(expected, output)).toEqual({
      exact: { truePositive: 1, predicted: 3, gold: 3 },
      overlap: { truePositive: 2, predicted: 3, gold: 3 },
    })
    expect(spanCountsByField(JSON.stringify(expected), JSON.stringify(output)).get('law')).toEqual({
      exact: { truePositive: 0, predicted: 1, gold: 1 },
      overlap: { truePositive: 1, predicted: 1, gold: 1 },
    })
  })

  it('do not match across fields; nested fields and numbers are items too', () => {
    expect(countsOf({ a: 'x' }, { b: 'x' }).exact).toEqual({ truePositive: 0, predicted: 1, gold: 1 })
    expect(countsOf({ a: { b: 3, c: true } }, { a: { b: 3, c: false } }).exact).toEqual({
      truePositive: 1,
      predicted: 2,
      gold: 2,
    })
    expect(
      countsOf({ a: [{ b: 'x' }, { b: 'y' }] }, { a: [{ b: 'y' }, { b: 'x' }] }).exact.truePositive,
    ).toBe(2)
  })

  it('add nothing where both are empty, in whatever way', () => {
    expect(countsOf({}, { a: [], b: null, c: '', d: {} })).toEqual(nothing)
  })

  it('are all missed by an answer that is no JSON', () => {
    expect(spanCounts('{"a":["x","y"]}', 'x and y').exact).toEqual({ truePositive: 0, predicted: 0, gold: 2 })
  })

  it('need half of their words in common; marks alone only match themselves', () => {
    expect(countsOf({ a: 'one two three four' }, { a: 'one two' }).overlap.truePositive).toBe(1)
    expect(countsOf({ a: 'one two three four five' }, { a: 'one two' }).overlap.truePositive).toBe(0)
    expect(countsOf({ a: ['$', '€'] }, { a: ['€', '%'] }).overlap.truePositive).toBe(1)
  })

  it('are matched as often as can be, where the first that comes would block another', () => {
    // "a b" overlaps both, "a b c d" only the first: greedy by order finds one pair.
    expect(countsOf({ x: ['a b c', 'a'] }, { x: ['a b', 'a b c d'] }).overlap.truePositive).toBe(2)
    for (const { gold, given, exact, overlap } of fixture.spans) {
      const counts = countsOf({ x: gold }, { x: given })
      expect([counts.exact.truePositive, counts.overlap.truePositive]).toEqual([exact, overlap])
    }
  })

  it('score 1 against themselves and at most 1, and do not depend on order', () => {
    const item = fc
      .array(fc.constantFrom('rain', 'wind', 'sea'), { minLength: 1, maxLength: 3 })
      .map((words) => words.join(' '))
    const answers = fc.dictionary(fc.constantFrom('a', 'b'), fc.array(item, { maxLength: 4 }))
    fc.assert(
      fc.property(answers, answers, (expected, output) => {
        const own = countsOf(expected, expected)
        expect([f1OfCounts(own.exact), f1OfCounts(own.overlap)]).toEqual([1, 1])
        const counts = countsOf(expected, output)
        expect(counts.overlap.truePositive).toBeGreaterThanOrEqual(counts.exact.truePositive)
        expect(f1OfCounts(counts.overlap)).toBeLessThanOrEqual(1)
        const reversed = Object.fromEntries(
          Object.entries(output).map(([name, items]) => [name, items.toReversed()]),
        )
        expect(countsOf(expected, reversed)).toEqual(counts)
        expect(countsOf(output, expected).overlap.truePositive).toBe(counts.overlap.truePositive)
      }),
    )
  })
})

it('precision, recall and F1 come of pooled counts; nothing against nothing is 1', () => {
  const scores = (truePositive: number, predicted: number, gold: number) =>
    [precisionOfCounts, recallOfCounts, f1OfCounts].map((score) => score({ truePositive, predicted, gold }))
  expect(scores(1, 2, 3)).toEqual([1 / 2, 1 / 3, 2 / 5])
  expect(scores(0, 0, 0)).toEqual([1, 1, 1])
  expect(scores(0, 0, 2)).toEqual([0, 0, 0])
  expect(scores(0, 2, 0)).toEqual([0, 0, 0])
  const rows = [countsOf({ a: 'x' }, { a: 'x' }), countsOf({ a: 'x' }, {}), countsOf({}, {})]
  expect(f1OfCounts(sumOfCounts(rows.map(({ exact }) => exact)))).toBe(2 / 3)
})

function countsOf(expected: object, output: object): ReturnType<typeof spanCounts> {
  return spanCounts(JSON.stringify(expected), JSON.stringify(output))
}
