import { expect, test } from 'vitest'
import type { Example } from '../contracts/example.ts'
import { examplePairs } from './example-pairs.ts'
import { measureLengths } from './measure-lengths.ts'
import { sharedWords } from './shared-words.ts'

const row = (id: string, text: string, expected = 'a'): Example => ({
  id,
  input: { text },
  expected,
  source: { file: 'f', line: 1 },
})

test('lengths are quantiles and a histogram of characters; of test rows no answer is measured', () => {
  const train = Array.from({ length: 20 }, (_, at) => row(`t${at}`, 'x'.repeat(10 * (at + 1)), 'yes'))
  const split = { train, validation: [row('v', '👍👍')], test: [row('s', 'x'.repeat(50), 'no')] }
  const { edges, parts } = measureLengths({ split, task: { kind: 'generation' } })
  expect(parts.map(({ part, of }) => `${part} ${of}`)).toEqual([
    'train input',
    'validation input',
    'test input',
    'train answer',
    'validation answer',
  ])
  expect(parts[0]).toMatchObject({ rows: 20, min: 10, p25: 50, median: 100, p75: 150, p95: 190, max: 200 })
  expect(parts[1]).toMatchObject({ min: 2, max: 2 })
  expect([edges[0], edges.at(-1)]).toEqual([1, 200])
  for (const { counts, rows } of parts) {
    expect(counts).toHaveLength(edges.length - 1)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows)
  }
})

test('texts of one length, and none at all, have a histogram too', () => {
  const task = { kind: 'classification' } as const
  const one = measureLengths({
    task,
    split: { train: [row('a', 'x'), row('b', 'y')], validation: [], test: [] },
  })
  expect(one.edges).toEqual([1, 2])
  expect(one.parts.map(({ counts }) => counts)).toEqual([[2]])
  expect(measureLengths({ task, split: { train: [], validation: [], test: [] } })).toEqual({
    edges: [],
    parts: [],
  })
})

test('of a test row only words that its train twin has are shown', () => {
  expect(sharedWords('My CARD is lost, please!', 'my card is lost')).toBe('My CARD is lost, …!')
  expect(sharedWords('the red and blue key', 'the key')).toBe('the … key')
  expect(sharedWords('secret', 'open')).toBe('…')
})

test('conflicts and leaks are shown in pairs, a leak without the answer of the test row', () => {
  const conflicts = [[row('1', 'Hi'), row('2', 'hi'), row('3', 'hi!', 'b')]]
  const leaks = [{ row: row('t', 'my blue card', 'secret'), exact: [], near: [row('4', 'my red card', 'c')] }]
  const pairs = examplePairs({ conflicts, nearConflicts: [], leaks })
  expect(pairs).toEqual([
    {
      kind: 'conflict',
      isExact: true,
      left: { id: '1', text: 'Hi', answer: 'a' },
      right: { id: '3', text: 'hi!', answer: 'b' },
    },
    {
      kind: 'leak',
      isExact: false,
      left: { id: '4', text: 'my red card', answer: 'c' },
      right: { id: 't', text: 'my … card' },
    },
  ])
  expect(JSON.stringify(pairs)).not.toMatch(/secret|blue/)
})

test('near conflicts come after those of one text, with both answers: neither row is of test', () => {
  const conflicts = [[row('1', 'Hi'), row('2', 'hi', 'b')]]
  const nearConflicts: [Example, Example][] = [[row('3', 'open the door'), row('4', 'open the doors', 'b')]]
  const pairs = examplePairs({ conflicts, nearConflicts, leaks: [] })
  expect(pairs.map(({ kind, isExact, left, right }) => [kind, isExact, left.id, right.answer])).toEqual([
    ['conflict', true, '1', 'b'],
    ['conflict', false, '3', 'b'],
  ])
  const many = Array.from({ length: 80 }, (): [Example, Example] => [row('a', 'x'), row('b', 'y', 'b')])
  expect(examplePairs({ conflicts, nearConflicts: many, leaks: [] })).toHaveLength(50)
})

test('there are 50 pairs at most, and a few conflicts are not crowded out by many leaks', () => {
  const leaks = Array.from({ length: 80 }, (_, at) => ({
    row: row(`t${at}`, 'x'),
    exact: [row(`p${at}`, 'x')],
    near: [],
  }))
  const conflicts = Array.from({ length: 30 }, (_, at) => [row(`a${at}`, 'y'), row(`b${at}`, 'y', 'b')])
  const kinds = (pairs: { kind: string }[]) => pairs.filter(({ kind }) => kind === 'conflict').length
  expect([
    examplePairs({ conflicts, nearConflicts: [], leaks }).length,
    kinds(examplePairs({ conflicts, nearConflicts: [], leaks })),
  ]).toEqual([50, 25])
  expect(kinds(examplePairs({ conflicts, nearConflicts: [], leaks: leaks.slice(0, 5) }))).toBe(30)
})
