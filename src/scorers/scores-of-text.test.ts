import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import fixture from '../../test/fixtures/scorers/scorers.json' with { type: 'json' }
import { chrF } from './chr-f.ts'
import { commonLength } from './common-length.ts'
import { editEffort } from './edit-effort.ts'
import { lengthRatio } from './length-ratio.ts'
import { rougeL } from './rouge-l.ts'

const texts = fc.oneof(
  fc
    .array(fc.constantFrom('rain', 'wind', 'the', 'a', 'Jacket,', 'ü'), { maxLength: 20 })
    .map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
)

describe('edit effort', () => {
  it('is word edits over the words of the reference, at most 1', () => {
    expect(editEffort('the cat sat down', 'the dog sat')).toBe(2 / 4)
    expect(editEffort('The cat.', 'the cat')).toBe(1)
    expect(editEffort('the cat', 'a b c d e f g')).toBe(1)
    expect(editEffort('the cat', '')).toBe(1)
    expect(editEffort('', '')).toBe(0)
    expect(editEffort('', 'x')).toBe(1)
  })

  it('counts edits as a table does (test/fixtures/scorers/make.py)', () => {
    for (const { expected, output, wordEdits } of fixture.texts) {
      const words = expected.split(/\s+/u).filter((word) => word !== '').length
      const effort = words === 0 ? 1 : Math.min(wordEdits, words) / words
      expect({ expected, effort: editEffort(expected, output) }).toEqual({ expected, effort })
    }
  })
})

describe('ROUGE-L', () => {
  it('is the F-measure of the longest common subsequence', () => {
    // Lin 2004, §3.2: "police kill the gunman" against "police killed the gunman": 3 of 4 words.
    expect(rougeL('police killed the gunman', 'police kill the gunman')).toBe(0.75)
    expect(rougeL('police killed the gunman', 'the gunman kill police')).toBe(0.5)
  })

  it('is that of rouge_score where letters are ASCII', () => {
    const known = fixture.texts.flatMap(({ rougeL: value, ...row }) =>
      value === null ? [] : [{ ...row, value }],
    )
    expect(known.length).toBeGreaterThan(20)
    for (const { expected, output, value } of known) expect(rougeL(expected, output)).toBeCloseTo(value, 12)
  })

  it('follows subsequences over more than 32 words, as a table does', () => {
    const lists = fc.array(fc.nat(4), { maxLength: 100 })
    fc.assert(
      fc.property(lists, lists, (one, other) => {
        expect(commonLength(one, other)).toBe(tableLength(one, other))
      }),
    )
  })
})

describe('chrF', () => {
  it("is sacrebleu's sentence score", () => {
    for (const { expected, output, chrF: value } of fixture.texts) {
      expect(chrF(expected, output)).toBeCloseTo(value, 12)
    }
  })

  it('by hand: one order of two for "ab" against "abc"', () => {
    // n = 1: P 2/3, R 1; n = 2: P 1/2, R 1; means 7/12 and 1; F2 = 5·(7/12) / (4·(7/12) + 1).
    expect(chrF('ab', 'abc')).toBeCloseTo((5 * 7) / 12 / ((4 * 7) / 12 + 1), 12)
  })
})

describe('every score of a text', () => {
  it('is best for the text itself and stays between 0 and 1', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect([chrF(one, one), rougeL(one, one), editEffort(one, one)]).toEqual([1, 1, 0])
        for (const score of [chrF, rougeL, editEffort]) {
          expect(score(one, other)).toBeGreaterThanOrEqual(0)
          expect(score(one, other)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('ROUGE-L is the same both ways', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(rougeL(one, other)).toBe(rougeL(other, one))
      }),
    )
  })
})

it('the length ratio is words over words', () => {
  expect(lengthRatio('one two three four', 'one two.')).toBe(0.5)
  expect([lengthRatio('', ''), lengthRatio('', 'a b'), lengthRatio('a b', '')]).toEqual([1, 2, 0])
})

/** Longest common subsequence by its table. */
function tableLength(one: readonly number[], other: readonly number[]): number {
  let row = Array.from({ length: other.length + 1 }, () => 0)
  for (const item of one) {
    const next = [0]
    for (const [at, to] of other.entries()) {
      next.push(item === to ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
