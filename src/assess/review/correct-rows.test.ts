import { expect, test } from 'vitest'
import { correctRows } from './correct-rows.ts'
import { resolveLabels } from './resolve-labels.ts'

const row = (id: string, text: string, expected: string) => ({ id, text, expected })
const label = (id: string, output: string, who = 'ann') => ({ id, output, who })

test('takes the answers people agree on and drops what they do not', () => {
  const resolved = resolveLabels([label('1', 'b'), label('2', 'b'), label('2', 'a', 'bob'), label('3', 'c')])
  const rows = [row('1', 'one', 'a'), row('2', 'two', 'a'), row('3', 'three', 'c'), row('4', 'four', 'a')]
  expect(correctRows(rows, resolved, { dropConflicts: true })).toEqual({
    kept: [
      { id: '1', expected: 'b', isChanged: true },
      { id: '3', expected: 'c', isChanged: false },
      { id: '4', expected: 'a', isChanged: false },
    ],
    dropped: [{ id: '2', reason: 'people-disagree' }],
  })
})

test('a text with two answers follows its label, and is dropped whole without one', () => {
  const rows = [
    row('1', 'My card!', 'a'),
    row('2', 'my card', 'b'),
    row('3', 'Hours?', 'a'),
    row('4', 'hours', 'b'),
  ]
  const resolved = resolveLabels([label('1', 'a')])
  const { kept, dropped } = correctRows(rows, resolved, { dropConflicts: true })
  expect(kept.map(({ id }) => id)).toEqual(['1'])
  expect(dropped).toEqual([
    { id: '2', reason: 'contradicts-a-label' },
    { id: '3', reason: 'unresolved-conflict' },
    { id: '4', reason: 'unresolved-conflict' },
  ])
  expect(correctRows(rows, resolved, { dropConflicts: false }).dropped).toEqual([])
})

test('a later label of the same person replaces the earlier one', () => {
  const { agreed, disputed } = resolveLabels([label('1', 'a'), label('1', 'b')])
  expect([agreed.get('1'), disputed.size]).toEqual(['b', 0])
})
