import { expect, test } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import { exampleRow, validated } from './finalists.fixture.ts'
import { exampleRows } from './example-rows.ts'

const rows = [exampleRow('agreed', 'x'), exampleRow('all-wrong', 'x'), exampleRow('split', 'x')]

function answering(kind: string, outputs: string[], answered: readonly Example[] = rows) {
  const answers = answered.map((row, index) => ({
    row,
    prediction: { output: outputs[index] ?? '', validity: 'first' as const, confidence: 0.5 },
  }))
  return { ...validated(kind, 5), answered: answers }
}

const shown = (candidates: ReturnType<typeof answering>[], validation = rows) =>
  exampleRows({ split: { train: [], validation }, validation: { candidates, notMeasured: [] } }) ?? []

test('rows on which candidates differ come first, then those all have wrong', () => {
  const examples = shown([
    answering('tune/head', ['x', 'y', 'x']),
    answering('prompt/zero-shot', ['x', 'z', 'y']),
  ])
  expect(examples.map(({ id }) => id)).toEqual(['split', 'all-wrong', 'agreed'])
  expect(examples[0]).toEqual({
    id: 'split',
    input: 'text of split',
    expected: 'x',
    answers: [
      { candidate: 'tune/head', output: 'x', confidence: 0.5 },
      { candidate: 'prompt/zero-shot', output: 'y', confidence: 0.5 },
    ],
  })
})

test('rows that more candidates answered come before all others', () => {
  const all = answering('tune/head', ['x', 'y', 'x'])
  const few = answering('prompt/zero-shot', ['x'], rows.slice(0, 1))
  expect(shown([all, few]).map(({ id }) => id)).toEqual(['agreed', 'all-wrong', 'split'])
})

test('the floor is not shown, and twelve rows are enough', () => {
  const many = [...Array(20).keys()].map((n) => exampleRow(`row ${n}`, 'x'))
  const outputs = many.map(() => 'x')
  const examples = shown(
    [answering('baseline/majority', outputs, many), answering('tune/head', outputs, many)],
    many,
  )
  expect(examples).toHaveLength(12)
  expect(examples[0]?.answers.map(({ candidate }) => candidate)).toEqual(['tune/head'])
})
