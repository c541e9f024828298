import { describe, expect, it } from 'vitest'
import { pairedBootstrap } from '../stats/paired-bootstrap.ts'
import { bootstrapInterval } from '../stats/bootstrap-interval.ts'
import { randomSource } from '../stats/random-source.ts'
import { accuracy } from './accuracy.ts'
import { confusionPairs } from './confusion-pairs.ts'
import { macroF1 } from './macro-f1.ts'
import { recallByLabel } from './recall-by-label.ts'
import type { ScoredRow } from './scored-row.ts'
import { measureRows, scorerOf } from './scorer-of.ts'

const rows = rowsOf('a>a a>a a>b b>b b>a c>? c>c a>a')

it('accuracy is right over all: 5 of 8', () => {
  expect(accuracy(rows)).toBe(5 / 8)
})

it('macro-F1 is the plain mean over expected labels, and an output that is no label is no label', () => {
  // a: 2·3/(4 + 4); b: 2·1/(2 + 2); c: 2·1/(2 + 1).
  expect(macroF1(rows)).toBeCloseTo((6 / 8 + 2 / 4 + 2 / 3) / 3, 12)
})

it('recall comes by label, the lowest first', () => {
  expect(recallByLabel(rows)).toEqual([
    { label: 'b', recall: 0.5, n: 2 },
    { label: 'c', recall: 0.5, n: 2 },
    { label: 'a', recall: 0.75, n: 4 },
  ])
})

it('confusions are counted by direction, the most frequent first', () => {
  expect(confusionPairs(rowsOf('a>b b>a b>a a>a'))).toEqual([
    { expected: 'b', output: 'a', count: 2 },
    { expected: 'a', output: 'b', count: 1 },
  ])
})

describe('the scorer of a metric', () => {
  it('scores whole sets, and single rows where a row is right or wrong', () => {
    expect(scorerOf('accuracy').score(measureRows('accuracy', rows))).toBe(5 / 8)
    expect(measureRows('accuracy', rows).map((row) => scorerOf('accuracy').rowScore(row))).toEqual([
      1, 1, 0, 1, 0, 0, 1, 1,
    ])
    expect(scorerOf('macroF1').isRate).toBe(false)
  })

  it('adds spans over rows before it divides, and takes less edit effort for better', () => {
    const spans = measureRows('f1', [
      { expected: '{"a":["x","y"]}', output: '{"a":["x"]}' },
      { expected: '{}', output: '{"b":["z"]}' },
    ])
    expect(spans.map(({ counts }) => counts)).toEqual([
      [1, 1, 2],
      [0, 1, 0],
    ])
    expect(scorerOf('f1').score(spans)).toBe((2 * 1) / (2 + 2))
    const effort = measureRows('editEffort', [{ expected: 'one two three four', output: 'one two' }])
    expect([scorerOf('editEffort').score(effort), scorerOf('editEffort').higherIsBetter]).toEqual([
      0.5,
      false,
    ])
  })

  it('refuses to score nothing', () => {
    expect(() => scorerOf('accuracy').score([])).toThrow(
      'There are no rows to score. A score needs at least 1.',
    )
  })
})

describe('macro-F1 by the bootstrap', () => {
  it('covers the true value within two points where labels have ten rows or more', () => {
    // Three labels as often; right with .8, else one of the others: F1 of each is .8 in the long run.
    const random = randomSource(3)
    let covered = 0
    for (let experiment = 0; experiment < 600; experiment += 1) {
      const drawn = Array.from({ length: 120 }, () => draw(random.below(3), 0.8, random))
      const { low, high } = bootstrapInterval({
        rows: drawn,
        statistic: macroF1,
        seed: experiment,
        draws: 300,
      })
      if (low <= 0.8 && 0.8 <= high) covered += 1
    }
    expect(Math.abs(covered / 600 - 0.95)).toBeLessThan(0.02)
  })

  it('compares two arms on the same rows', () => {
    const random = randomSource(8)
    const labels = Array.from({ length: 300 }, () => random.below(3))
    const a = labels.map((label) => draw(label, 0.95, random))
    const b = labels.map((label) => draw(label, 0.8, random))
    const { low, value, high } = pairedBootstrap({ a, b, statistic: macroF1, seed: 1, draws: 1000 })
    expect(value).toBeCloseTo(macroF1(a) - macroF1(b), 12)
    expect(low).toBeGreaterThan(0.05)
    expect(high).toBeLessThan(0.25)
  })
})

function draw(
  label: number,
  right: number,
  random: { next(): number; below(bound: number): number },
): ScoredRow {
  const answer = random.next() < right ? label : (label + 1 + random.below(2)) % 3
  return { expected: String(label), output: String(answer) }
}

function rowsOf(pairs: string): ScoredRow[] {
  return pairs.split(' ').map((pair) => {
    const [expected = '', output = ''] = pair.split('>')
    return { expected, output }
  })
}
