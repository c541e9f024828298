import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import type { Fields } from './example-from-row.ts'
import { assertUniqueIds, readExamples, readUnlabelled } from './read-examples.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'examples-'))
})

const plain: Fields = { input: 'input', expected: 'output' }

async function fileOf(name: string, rows: readonly object[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'))
  return path
}

async function read(rows: readonly object[], fields: Partial<Fields> = {}): Promise<Example[]> {
  return readExamples({ path: await fileOf('a.jsonl', rows), fields: { ...plain, ...fields } })
}

async function problemWith(rows: readonly object[], fields: Partial<Fields> = {}): Promise<string> {
  const error: unknown = await read(rows, fields).catch((thrown: unknown) => thrown)
  if (!(error instanceof DataError)) throw new Error(`no DataError but ${JSON.stringify(error)}`)
  return error.message.replace(join(folder, '/'), '')
}

describe('what a row becomes', () => {
  test('an id of file name and line, the source, and nothing that is not there', async () => {
    expect(await read([{ input: 'hello', output: 'greeting', extra: 1 }])).toEqual([
      {
        id: 'a.jsonl:1',
        input: { text: 'hello' },
        expected: 'greeting',
        source: { file: join(folder, 'a.jsonl'), line: 1 },
      },
    ])
  })

  test('dotted paths, ids of its own, time and group', async () => {
    const row = {
      key: 7,
      ask: { text: 'hello' },
      output: 'x',
      meta: { created: '2026-03-31 09:30', who: 'ann' },
    }
    const [example] = await read([row], {
      id: 'key',
      input: 'ask.text',
      time: 'meta.created',
      group: 'meta.who',
    })
    expect(example).toMatchObject({
      id: '7',
      input: { text: 'hello' },
      time: '2026-03-31T09:30',
      group: 'ann',
    })
  })

  test.each([
    [3, '3'],
    [0, '0'],
    [false, 'false'],
    [{ b: 1, a: [true] }, '{"a":[true],"b":1}'],
    [[], '[]'],
  ])('the answer %j is the text %s', async (output, expected) => {
    expect((await read([{ input: 'a', output }]))[0]?.expected).toBe(expected)
  })

  test('an input of several fields is canonical JSON and keeps its fields', async () => {
    const [example] = await read([{ input: { b: 2, a: 'x' }, output: 'y' }])
    expect(example?.input).toEqual({ text: '{"a":"x","b":2}', fields: { b: 2, a: 'x' } })
  })

  test('a header with a dot in it, and a step into a list', async () => {
    const path = join(folder, 'dots.csv')
    await writeFile(path, 'ask.text,output\nhello,x\n')
    const [fromCsv] = await readExamples({ path, fields: { input: 'ask.text', expected: 'output' } })
    expect(fromCsv?.input.text).toBe('hello')
    const [fromList] = await read([{ messages: [{ content: 'hi' }], output: 'x' }], {
      input: 'messages.0.content',
    })
    expect(fromList?.input.text).toBe('hi')
  })

  test.each([
    ['2026-03-31', '2026-03-31'],
    ['2026-03', '2026-03'],
    ['2026-03-31T09:30:00Z', '2026-03-31T09:30:00Z'],
    ['2026-03-31 09:30:00 +0200', '2026-03-31T09:30:00+02:00'],
    [1_774_949_400, '2026-03-31T09:30:00.000Z'],
    ['1774949400000', '2026-03-31T09:30:00.000Z'],
  ])('the time %j is %s', async (time, expected) => {
    expect((await read([{ input: 'a', output: 'b', time }], { time: 'time' }))[0]?.time).toBe(expected)
  })
})

describe('a row that cannot be used', () => {
  const ok = { input: 'a', output: 'b' }
  test.each<[string, object, Partial<Fields>, string]>([
    [
      'a missing field',
      { input: 'a', label: 'b', meta: { x: 1, y: 2 } },
      {},
      'a.jsonl line 2 has no field "output". It has input, label, meta.x, meta.y.',
    ],
    ['no fields at all', {}, {}, 'a.jsonl line 2 has no field "output". It has no fields.'],
    [
      'an inherited name is no field',
      ok,
      { input: 'constructor' },
      'a.jsonl line 1 has no field "constructor". It has input, output.',
    ],
    ['null', { input: 'a', output: null }, {}, 'a.jsonl line 2: the field "output" is empty.'],
    ['only spaces', { input: '  ', output: 'b' }, {}, 'a.jsonl line 2: the field "input" is empty.'],
    [
      'a missing id',
      { ...ok, id: '' },
      { id: 'id' },
      'a.jsonl line 1 has no field "id". It has input, output.',
    ],
    [
      'a day nobody can read',
      { ...ok, t: '03/04/2026' },
      { time: 't' },
      'a.jsonl line 2: the time "t" is 03/04/2026. It must be an ISO date such as 2026-03-31 or 2026-03-31T09:30:00Z.',
    ],
    [
      'a day that is none',
      { ...ok, t: '2026-13-01' },
      { time: 't' },
      'a.jsonl line 2: the time "t" is 2026-13-01. It must be an ISO date such as 2026-03-31 or 2026-03-31T09:30:00Z.',
    ],
  ])('%s', async (...[, row, fields, message]) => {
    const first = fields.time === undefined ? ok : { ...ok, t: '2026-01-01' }
    expect(await problemWith([first, row], fields)).toBe(message)
  })

  test('two rows with one id name both lines', async () => {
    const rows = [
      { id: 7, ...ok },
      { id: 8, ...ok },
      { id: '7', ...ok },
    ]
    expect(await problemWith(rows, { id: 'id' })).toBe('a.jsonl has the id "7" twice: lines 1 and 3.')
  })

  test('two files with one id name both files and lines', () => {
    const row = (file: string, line: number): Example => ({
      id: '7',
      input: { text: 'a' },
      expected: 'b',
      source: { file, line },
    })
    expect(() => assertUniqueIds([row('train.csv', 2), row('test.csv', 5)])).toThrow(
      'The id "7" stands in two files: train.csv line 2 and test.csv line 5.',
    )
  })
})

describe('unlabelled inputs', () => {
  test('need an input only; id and time are taken where they are', async () => {
    const path = await fileOf('live.jsonl', [{ input: 'a', id: 'x', time: '2026-01-01' }, { input: 'b' }])
    const rows = await readUnlabelled({ path, fields: { ...plain, id: 'id', time: 'time' } })
    expect(rows.map(({ id, time }) => ({ id, time }))).toEqual([
      { id: 'x', time: '2026-01-01' },
      { id: 'live.jsonl:2', time: undefined },
    ])
  })
  test('an input that is missing is an error', async () => {
    const path = await fileOf('live.jsonl', [{ text: 'a' }])
    await expect(readUnlabelled({ path, fields: plain })).rejects.toThrow(
      'line 1 has no field "input". It has text.',
    )
  })
})
