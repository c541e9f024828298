import { describe, expect, it } from 'vitest'
import { chrF } from './chr-f.ts'
import { editEffort } from './edit-effort.ts'
import { rougeL } from './rouge-l.ts'
import {
  f1OfCounts,
  precisionOfCounts,
  recallOfCounts,
  spanCounts,
  spanCountsByField,
} from './span-counts.ts'

describe('spans', () => {
  it('match one to one inside a field, exactly and by overlap', () => {
    const expected = JSON.stringify({ law: 'laws of the State of Ohio', parties: ['Acme Inc.', 'Bolt Ltd'] })
    const output = JSON.stringify({ law: 'the State of Ohio', parties: ['Acme Inc.', 'Acme Inc.'] })
    // law: 4 of 5 different words shared; parties: one of the two repeats finds its match.
    expect(spanCounts(expected, output)).toEqual({
      exact: { truePositive: 1, predicted: 3, gold: 3 },
      overlap: { truePositive: 2, predicted: 3, gold: 3 },
    })
    expect(spanCountsByField(expected, output).get('law')?.overlap.truePositive).toBe(1)
  })
})

describe('edit effort', () => {
  it('is word edits over the words of the reference, at most 1', () => {
    expect(editEffort('the cat sat down', 'the dog sat')).toBe(2 / 4)
    expect(editEffort('the cat', 'a b c d e f g')).toBe(1)
    expect(editEffort('', '')).toBe(0)
    expect(editEffort('', 'x')).toBe(1)
  })
})

describe('ROUGE-L', () => {
  it('is the F-measure of the longest common subsequence', () => {
    // Lin 2004, §3.2: "police kill the gunman" against "police killed the gunman": 3 of 4 words.
    expect(rougeL('police killed the gunman', 'police kill the gunman')).toBe(0.75)
    expect(rougeL('police killed the gunman', 'the gunman kill police')).toBe(0.5)
  })
})

describe('chrF', () => {
  it('is 1 for the same text', () => {
    expect(chrF('the cat', 'the cat')).toBe(1)
    expect(chrF('a', 'b')).toBe(0)
  })
})

it('precision, recall and F1 come of pooled counts; nothing against nothing is 1', () => {
  const scores = (truePositive: number, predicted: number, gold: number) =>
    [precisionOfCounts, recallOfCounts, f1OfCounts].map((score) => score({ truePositive, predicted, gold }))
  expect(scores(1, 2, 3)).toEqual([1 / 2, 1 / 3, 2 / 5])
  expect(scores(0, 0, 0)).toEqual([1, 1, 1])
  expect(scores(0, 0, 2)).toEqual([0, 0, 0])
  expect(scores(0, 2, 0)).toEqual([0, 0, 0])
})
