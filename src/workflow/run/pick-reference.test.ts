import { expect, test } from 'vitest'
import type { CriterionResult } from '../../contracts/report.ts'
import { validated } from './finalists.fixture.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'
import { pickReference } from './pick-reference.ts'

function finalist(
  kind: string,
  right: number | undefined,
  latency: CriterionResult['result'],
): MeasuredFinalist {
  const entry = validated(kind, right)
  const criterion = { criterion: 'latencyMs.p95', target: 1, value: 1, bound: null, result: latency }
  return {
    ...entry,
    served: entry.candidate,
    latencies: [],
    hard: [criterion],
    cost: { fitSeconds: 0, upFrontUsd: 0 },
  }
}

const picked = (...finalists: MeasuredFinalist[]) => pickReference(finalists)?.candidate.kind

test('the reference leads on validation among those that fail no hard criterion', () => {
  const slow = finalist('prompt/retrieved', 9, 'fails')
  const unknown = finalist('tune/head', 8, 'cannot-say')
  expect(picked(slow, finalist('prompt/zero-shot', 5, 'meets'), unknown)).toBe('tune/head')
  expect(picked(slow)).toBeUndefined()
})

test('without validation figures it is the first listed; the first of two equals too', () => {
  expect(picked(finalist('recorded', undefined, 'meets'), finalist('recorded/b', undefined, 'meets'))).toBe(
    'recorded',
  )
  expect(picked(finalist('recorded', undefined, 'meets'), finalist('tune/head', 1, 'meets'))).toBe(
    'tune/head',
  )
  expect(picked(finalist('tune/head', 4, 'meets'), finalist('prompt/zero-shot', 4, 'meets'))).toBe(
    'tune/head',
  )
  expect(picked()).toBeUndefined()
})
