import { expect, test } from 'vitest'
import type { Evaluation } from '../../contracts/evaluation.ts'
import { evaluationLines } from './evaluation-lines.ts'

const evaluation: Evaluation = {
  candidate: { name: 'short', kind: 'prompt/custom', family: 'prompt', version: 'a07f' },
  on: 'validation',
  rows: 40,
  failed: 0,
  validity: { first: 40, repaired: 0, reasked: 0, fallback: 0, invalid: 0 },
}
const plain = (facts: Partial<Evaluation>) =>
  evaluationLines({ ...evaluation, ...facts }).map((line) => line.replaceAll(/\s/gu, ' '))
const timed = (how: { atATime?: number; kept: number }) =>
  plain({ latencyMs: { p50: 402, p95: 610, ...how } }).find((line) => line.startsWith('half within'))

test.each([
  {
    how: { atATime: 8, kept: 0 },
    says: ' (up to 8 asked at a time, so waiting in line is counted: evaluation.concurrency: 1 leaves it out)',
  },
  { how: { atATime: 1, kept: 0 }, says: ' (asked one at a time)' },
  {
    how: { atATime: 1, kept: 12 },
    says: ' (asked one at a time; 12 answers kept from before with their times of then)',
  },
  { how: { kept: 1 }, says: ' (1 answer kept from before with its time of then)' },
  { how: { kept: 0 }, says: '' },
])('times stand with how they came about: $how', ({ how, says }) => {
  expect(timed(how)).toBe(`half within 402 ms, 95 of 100 within 610 ms${says}`)
})

test('one row is one row', () => {
  const lines = plain({ rows: 1, failed: 1, alsoInTrain: 1 })
  expect(lines[0]).toBe('short (prompt/custom) on 1 row of validation')
  expect(lines).toContain('1 of these rows is also in train: the figure flatters what learnt from them.')
  expect(lines.at(-1)).toBe('1 row has no answer: run again to ask it.')
})

test('the form of answers is judged in words where it is asked for', () => {
  const meetsValidity = {
    criterion: 'validity',
    target: 0.98,
    value: 0.975,
    bound: 0.9,
    result: 'cannot-say',
  } as const
  expect(plain({ meetsValidity })).toContain(
    'in the asked form: 97.5 %, target 98 %: not shown either way by these rows',
  )
  const unknown = { ...meetsValidity, value: null, bound: null }
  expect(plain({ meetsValidity: unknown }).join(' ')).toContain('in the asked form: not known, target 98 %')
})
