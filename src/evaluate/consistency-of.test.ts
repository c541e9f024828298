import { describe, expect, it } from 'vitest'
import type { Example } from '../contracts/example.ts'
import { wilsonInterval } from '../stats/wilson-interval.ts'
import { consistencyOf, type ConsistencyInput } from './consistency-of.ts'

const row = (id: string): Example => ({
  id,
  input: { text: `text of ${id}` },
  expected: 'x',
  source: { file: 'rows.jsonl', line: 1 },
})

/** An input answered `plain`, then as given when asked again and under rewrites a, b …. */
function input(id: string, answers: string[], rewritten: string[]): ConsistencyInput {
  const [plain = ''] = answers
  return {
    row: row(id),
    plain,
    repeated: answers,
    rewritten: rewritten.map((output, at) => ({ rewrite: 'ab'[at] ?? '', output })),
  }
}

describe('consistency of labels', () => {
  const inputs = [
    input('1', ['x', 'x', 'x'], ['x', 'y']),
    input('2', ['x', 'x', 'y'], ['y', 'y']),
    input('3', ['y', 'y', 'y'], ['y', 'y']),
    input('4', ['y', 'y', 'y'], ['y']),
  ]
  const found = consistencyOf(inputs, { kind: 'classification', seed: 1 })

  it('counts inputs whose answers are all the same, with Wilson’s interval', () => {
    const wilson = wilsonInterval({ successes: 3, trials: 4 })
    expect(found.agreement).toEqual({ value: 0.75, ...wilson, inputs: 4, asks: 3, measure: 'same' })
  })

  it('counts changed answers of each rewrite, and of all: 1 of 4, 2 of 3, 3 of 7', () => {
    expect(found.rewrites.map(({ name, inputs: n, changed }) => [name, n, changed])).toEqual([
      ['a', 4, 1],
      ['b', 3, 2],
    ])
    expect(found.rewrites[1]?.flips).toEqual({ value: 2 / 3, ...wilsonInterval({ successes: 2, trials: 3 }) })
    expect(found.flips?.value).toBe(3 / 7)
    expect(found.flips?.low).toBeLessThan(3 / 7)
    expect(found.likeness).toBeUndefined()
    // The second input changes both when asked again and under rewrites.
    expect([found.inputs, found.changed]).toEqual([4, 2])
  })

  it('shows the worst rows first, with the answers that changed', () => {
    expect(found.worst.map(({ id, changed }) => [id, changed.length])).toEqual([
      ['2', 2],
      ['1', 1],
    ])
  })

  it('that never change has Wilson’s interval over inputs, and no agreement where it asked once', () => {
    const steady = consistencyOf([input('1', ['x'], ['x', 'x']), input('2', ['y'], ['y'])], {
      kind: 'classification',
      seed: 1,
    })
    expect(steady.flips).toEqual({ value: 0, ...wilsonInterval({ successes: 0, trials: 2 }) })
    expect([steady.agreement, steady.worst]).toEqual([undefined, []])
  })
})

describe('consistency of texts and extractions', () => {
  it('is the mean likeness of pairs of texts; none are counted as flips', () => {
    const inputs = [
      input('1', ['abc', 'abc', 'xyz'], ['abc', 'xyz']),
      input('2', ['abc', 'abc', 'abc'], ['abc']),
    ]
    const found = consistencyOf(inputs, { kind: 'generation', seed: 1 })
    // Pairs of the first: 1, 0, 0; of the second: 1, 1, 1. Rewrites: (1 + 0)/2 and 1.
    expect(found.agreement?.value).toBeCloseTo((1 / 3 + 1) / 2, 12)
    expect([found.likeness?.value, found.flips]).toEqual([0.75, undefined])
  })

  it('matches spans without regard to case; other spans lower F1', () => {
    const plain = '{"party":["Acme Ltd","Bolt"]}'
    const inputs = [input('1', [plain], ['{"party":["acme ltd","bolt"]}', '{"party":["Acme Ltd"]}'])]
    const found = consistencyOf(inputs, { kind: 'extraction', seed: 1 })
    // F1 of one span found of two: 2·1 / (2 + 1).
    expect(found.rewrites.map(({ changed, likeness }) => [changed, likeness?.value])).toEqual([
      [0, 1],
      [1, 2 / 3],
    ])
    expect(found.flips?.value).toBe(0.5)
  })
})
