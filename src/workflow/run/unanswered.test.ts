import { expect, test } from 'vitest'
import { exampleRow, validated } from './finalists.fixture.ts'
import { explainUnanswered, unansweredOf } from './unanswered.ts'

const rows = (count: number) =>
  Array.from({ length: count }, (_, row) => ({
    row: exampleRow(`${row}`, 'x'),
    prediction: { output: 'x', validity: 'first' as const },
  }))

test('a candidate whose server failed keeps the test set sealed, and the verdict says why it failed', () => {
  const failing = { ...validated('prompt/zero-shot'), failed: 9, failedBecause: 'It answered 500: boom.' }
  const fine = { ...validated('tune/head', 9), answered: rows(9) }
  const found = unansweredOf({ candidates: [fine, failing] })
  expect(found).toEqual([failing])
  expect(explainUnanswered(found)).toEqual({
    because: [
      'Not settled: not every candidate could be asked, and the test set stays sealed until all are.',
      'prompt/zero-shot: 9 of 9 validation rows have no answer. It answered 500: boom.',
    ],
    next: ['mend what failed and run again: only what has no answer is asked'],
  })
})

test('one row in ten without an answer does not stop a run', () => {
  const almost = { ...validated('prompt/zero-shot', 9), answered: rows(9), failed: 1 }
  expect(unansweredOf({ candidates: [almost] })).toEqual([])
  expect(explainUnanswered([])).toBeUndefined()
})
