import { expect, test } from 'vitest'
import type { LabelRecord } from '../../contracts/label-record.ts'
import { openLabelSession } from './label-session.ts'
import type { ReviewRow } from './review-rows.ts'
import { setAtPath } from './set-at-path.ts'

const rows = ['a', 'b', 'c', 'd'].map((id): ReviewRow => ({
  id,
  input: { text: `text of ${id}` },
  expected: 'old',
  source: { file: 'f', line: 1 },
  reasons: [],
  likely: [],
}))

function open(records: LabelRecord[] = [], limit?: number) {
  const session = openLabelSession({
    rows,
    records: [...records],
    append: (record) => records.push(record),
    who: 'ann',
    from: 'train',
    now: () => new Date('2026-01-01'),
    ...(limit === undefined ? {} : { limit }),
  })
  return { session, records }
}

test('each decision is appended at once with who, when, and what the row had before', () => {
  const { session, records } = open()
  session.label('new')
  expect(records).toEqual([
    {
      id: 'a',
      input: 'text of a',
      output: 'new',
      previous: 'old',
      who: 'ann',
      at: '2026-01-01T00:00:00.000Z',
      action: 'label',
      from: 'train',
    },
  ])
  expect(session.current()?.id).toBe('b')
})

test('undo goes back one row and is a record of its own', () => {
  const { session, records } = open()
  session.label('x')
  session.skip()
  expect(session.undo()).toBe(true)
  expect(session.current()?.id).toBe('b')
  expect(session.undo()).toBe(true)
  expect(session.undo()).toBe(false)
  expect(records.map(({ id, action, output }) => [id, action, output])).toEqual([
    ['a', 'label', 'x'],
    ['b', 'skip', undefined],
    ['b', 'undo', undefined],
    ['a', 'undo', 'x'],
  ])
  expect(session.progress()).toEqual({ decided: 0, total: 4, labelled: 0, skipped: 0, before: 0 })
})

test('a later session leaves out what was labelled, and what was undone is open again', () => {
  const { session, records } = open()
  session.label('x')
  session.skip()
  session.label('y')
  session.undo()
  const again = open(records)
  expect(again.session.current()?.id).toBe('c')
  expect(again.session.progress()).toMatchObject({ total: 3, before: 1 })
  for (const label of ['1', '2', '3', '4']) again.session.label(label)
  expect(again.session.current()).toBeUndefined()
  expect(again.records.slice(-3).map(({ id }) => id)).toEqual(['c', 'd', 'b'])
})

test('a limit ends a session early', () => {
  const { session } = open([], 1)
  session.note('first')
  expect(session.notes()).toEqual(['first'])
  session.skip()
  expect(session.current()).toBeUndefined()
})

test('a value is set where a dotted path leads, and nothing else changes', () => {
  const row = { meta: { label: 'a', other: 1 }, 'x.y': 2, list: [{ t: 1 }, { t: 2 }] }
  expect(setAtPath(row, 'meta.label', 'b')).toEqual({ ...row, meta: { label: 'b', other: 1 } })
  expect(setAtPath(row, 'x.y', 3)).toEqual({ ...row, 'x.y': 3 })
  expect(setAtPath(row, 'list.1.t', 3)).toEqual({ ...row, list: [{ t: 1 }, { t: 3 }] })
  expect(setAtPath({}, 'a.b', 'c')).toEqual({ a: { b: 'c' } })
  expect(row.meta.label).toBe('a')
})
