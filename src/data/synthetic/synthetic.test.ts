import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import { taskFileSchema } from '../../contracts/task.ts'
import { loadSplit, type SplitTask } from '../split/load-split.ts'
import { usableSynthetic } from './usable-synthetic.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthetic-'))
})

function real(count: number, name = 'r') {
  return Array.from({ length: count }, (_, at) => ({
    id: `${name}${at}`,
    input: `${name} number ${at} asks for thing ${at * 7919}`,
    output: at % 2 === 0 ? 'a' : 'b',
  }))
}

/** One written row for each id, with a text of its own. */
function written(ids: readonly string[]) {
  return ids.map((id) => ({
    id: `w-${id}`,
    input: `a model made this up from ${id}`,
    output: 'a',
    meta: { synthetic: true, source: id },
  }))
}

async function write(name: string, rows: readonly object[]): Promise<void> {
  await writeFile(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'))
}

function taskOf(data: object): SplitTask {
  const file = taskFileSchema.parse({
    name: 'made-up',
    kind: 'classification',
    data: { fields: { id: 'id' }, ...data },
    success: { quality: { metric: 'accuracy', atLeast: 0.9 } },
  })
  return { ...file, folder }
}

describe('written rows never reach validation or test', () => {
  test('of one file only real rows are drawn, and what was written from a drawn row is left out', async () => {
    const rows = real(100)
    await write('all.jsonl', [...rows, ...written(rows.map(({ id }) => id))])
    const { train, validation, test: held } = await loadSplit(taskOf({ examples: 'all.jsonl' }))
    expect([validation.length, held.length]).toEqual([12, 20])
    const heldIds = new Set([...validation, ...held].map(({ id }) => id))
    expect([...validation, ...held].filter((row) => row.synthetic !== undefined)).toEqual([])
    const kept = train.filter((row) => row.synthetic !== undefined)
    expect(kept).toHaveLength(68)
    expect(kept.filter(({ synthetic }) => heldIds.has(synthetic?.from ?? ''))).toEqual([])
  })

  test('the same rows are drawn with and without them', async () => {
    await write('real.jsonl', real(100))
    await write('both.jsonl', [...real(100), ...written(['r1', 'r2'])])
    const [without, withThem] = [
      await loadSplit(taskOf({ examples: 'real.jsonl' })),
      await loadSplit(taskOf({ examples: 'both.jsonl' })),
    ]
    const ids = (rows: readonly Example[]) => rows.map(({ id }) => id)
    expect(ids(withThem.test)).toEqual(ids(without.test))
    expect(ids(withThem.validation)).toEqual(ids(without.validation))
  })

  test.each(['test', 'validation'])(
    'a given %s file with one is refused, and its line named',
    async (part) => {
      await write('train.jsonl', real(40))
      await write('test.jsonl', real(10, 'x'))
      await write('held.jsonl', [...real(10, 'y'), ...written(['r1', 'r2'])])
      const data = { train: 'train.jsonl', test: 'test.jsonl', [part]: 'held.jsonl' }
      await expect(loadSplit(taskOf(data))).rejects.toThrow(
        `held.jsonl line 11 is marked meta.synthetic, and so are 1 more: a model wrote it. A ${part} file must hold real rows only.`,
      )
    },
  )
})

describe('a file of written rows', () => {
  test('is read apart from the split', async () => {
    await write('train.jsonl', real(40))
    await write('test.jsonl', real(10, 'x'))
    await write('written.jsonl', written(['r1', 'r2']))
    const split = await loadSplit(
      taskOf({ train: 'train.jsonl', test: 'test.jsonl', synthetic: 'written.jsonl' }),
    )
    expect(split.train.length + split.validation.length).toBe(40)
    expect(split.synthetic.map(({ id, synthetic }) => [id, synthetic])).toEqual([
      ['w-r1', { from: 'r1' }],
      ['w-r2', { from: 'r2' }],
    ])
  })

  test('must mark every row', async () => {
    await write('train.jsonl', real(40))
    await write('written.jsonl', [...written(['r1']), { id: 'z', input: 'real one', output: 'a' }])
    await expect(loadSplit(taskOf({ train: 'train.jsonl', synthetic: 'written.jsonl' }))).rejects.toThrow(
      'written.jsonl line 2 is not marked "meta": {"synthetic": true}.',
    )
  })
})

test('a written row is not trained on when its source left train, or when it is near a held-out row', () => {
  const row = (id: string, text: string, from?: string): Example => ({
    id,
    input: { text },
    expected: 'a',
    source: { file: 'f', line: 1 },
    ...(from === undefined ? {} : { synthetic: { from } }),
  })
  const train = [row('t', 'the oven is cold')]
  const validation = [row('v', 'where is my parcel?')]
  const held = [row('h', 'please close my account')]
  const rows = [
    row('fine', 'the stove does not heat', 't'),
    row('moved', 'my package has not come', 'v'),
    row('near', 'Please close my account!!', 't'),
  ]
  const { kept, leftOut } = usableSynthetic(rows, { train, validation, test: held })
  expect(kept.map(({ id }) => id)).toEqual(['fine'])
  expect(leftOut.map(({ row: { id }, why }) => [id, why])).toEqual([
    ['moved', 'its source row is not in train'],
    ['near', 'twin of a held-out row'],
  ])
})
