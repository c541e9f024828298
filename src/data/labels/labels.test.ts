import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { LabelRecord } from '../../contracts/label-record.ts'
import { openLabelFile } from './label-file.ts'
import { readLabels } from './read-labels.ts'
import { standingLabels } from './standing-labels.ts'

const folder = mkdtempSync(join(tmpdir(), 'crossover-labels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const record = (id: string, facts: Partial<LabelRecord> = {}): LabelRecord => ({
  id,
  input: `text of ${id}`,
  who: 'ann',
  at: '2026-01-01T00:00:00.000Z',
  action: 'label',
  output: 'yes',
  ...facts,
})

test('what is appended is read again, one JSON object a line', async () => {
  const path = join(folder, 'new', 'labels.jsonl')
  const file = await openLabelFile(path)
  file.append(record('a'))
  file.append(record('b', { action: 'skip' }))
  file.close()
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(2)
  const again = await openLabelFile(path)
  expect(again.records).toEqual([record('a'), record('b', { action: 'skip' })])
})

test.each([
  ['half a line', '{"id":"b","inp'],
  ['half a character', Buffer.from([...Buffer.from('{"id":"'), 0xc3])],
])('%s left by a crash is cut off and what is appended stands on a line of its own', async (_, torn) => {
  const path = join(folder, 'torn.jsonl')
  writeFileSync(path, `${JSON.stringify(record('a'))}\n`)
  appendFileSync(path, torn)
  const file = await openLabelFile(path)
  expect(file.records).toEqual([record('a')])
  file.append(record('c'))
  file.close()
  expect(await readLabels(path)).toEqual([record('a'), record('c')])
})

test('a whole last line without a line break is kept', async () => {
  const path = join(folder, 'whole.jsonl')
  writeFileSync(path, JSON.stringify(record('a')))
  const file = await openLabelFile(path)
  file.append(record('b'))
  file.close()
  expect((await readLabels(path)).map(({ id }) => id)).toEqual(['a', 'b'])
})

test('a file of something else is refused with its line, and stays as it is', async () => {
  const path = join(folder, 'other.jsonl')
  writeFileSync(path, '{"input":"x","output":"y"}')
  await expect(openLabelFile(path)).rejects.toThrow(`${path} line 1 is no label record. id:`)
  expect(readFileSync(path, 'utf8')).toBe('{"input":"x","output":"y"}')
  await expect(readLabels(join(folder, 'none.jsonl'))).rejects.toThrow('There is no labels file')
})

test('the latest decision that was not taken back stands, for each person', () => {
  const standing = standingLabels([
    record('a', { output: 'yes' }),
    record('a', { output: 'no' }),
    record('a', { action: 'undo' }),
    record('a', { output: 'no', who: 'bob' }),
    record('b'),
    record('b', { action: 'undo' }),
    record('c', { action: 'note', note: 'odd' }),
    record('c', { action: 'skip' }),
  ])
  expect(
    standing.map(({ id, who, record: { action, output }, notes }) => [id, who, action, output, notes]),
  ).toEqual([
    ['a', 'ann', 'label', 'yes', []],
    ['a', 'bob', 'label', 'no', []],
    ['c', 'ann', 'skip', 'yes', ['odd']],
  ])
})
