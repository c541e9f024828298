import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Task } from '../../contracts/task.ts'
import { type LoadedSplit, loadSplit, type SplitTask } from './load-split.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'split-'))
})

async function write(name: string, count: number, start = 0): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = start + index
    const day = String((index % 28) + 1).padStart(2, '0')
    return JSON.stringify({
      input: `text ${number}`,
      output: number % 2 === 0 ? 'a' : 'b',
      day: `2026-01-${day}`,
      id: `${number}`,
    })
  })
  await writeFile(join(folder, name), rows.join('\n'))
}

function taskOf(data: Partial<Task['data']>, changes: Partial<SplitTask> = {}): SplitTask {
  const fields = { input: 'input', expected: 'output' }
  return {
    folder,
    kind: 'classification',
    seed: 1,
    data: { fields, split: { by: 'random' }, ...data },
    ...changes,
  }
}

function sizes({ train, validation, test: held, drawn }: LoadedSplit): unknown {
  return { train: train.length, validation: validation.length, test: held.length, drawn }
}

describe('parts that are given are kept, the others are drawn', () => {
  test('one examples file: 20 % test, then 15 % of the rest', async () => {
    await write('all.jsonl', 200)
    expect(sizes(await loadSplit(taskOf({ examples: 'all.jsonl' })))).toEqual({
      train: 136,
      validation: 24,
      test: 40,
      drawn: { validation: true, test: true },
    })
  })

  test('only train: the same', async () => {
    await write('train.jsonl', 200)
    expect(sizes(await loadSplit(taskOf({ train: 'train.jsonl' })))).toMatchObject({ train: 136, test: 40 })
  })

  test('train and test: validation is 15 % of train', async () => {
    await write('train.jsonl', 100)
    await write('test.jsonl', 30, 500)
    expect(sizes(await loadSplit(taskOf({ train: 'train.jsonl', test: 'test.jsonl' })))).toEqual({
      train: 85,
      validation: 15,
      test: 30,
      drawn: { validation: true, test: false },
    })
  })

  test('all three', async () => {
    await write('a.jsonl', 10)
    await write('b.jsonl', 6, 100)
    await write('c.jsonl', 4, 200)
    expect(
      sizes(await loadSplit(taskOf({ train: 'a.jsonl', validation: 'b.jsonl', test: 'c.jsonl' }))),
    ).toEqual({
      train: 10,
      validation: 6,
      test: 4,
      drawn: { validation: false, test: false },
    })
  })

  test('the same seed, the same split; another seed, another', async () => {
    await write('all.jsonl', 100)
    const first = await loadSplit(taskOf({ examples: 'all.jsonl' }))
    expect(await loadSplit(taskOf({ examples: 'all.jsonl' }))).toEqual(first)
    expect((await loadSplit(taskOf({ examples: 'all.jsonl' }, { seed: 2 }))).test).not.toEqual(first.test)
  })

  test('by time, test is later than validation, and validation later than train', async () => {
    await write('all.jsonl', 28)
    const fields = { input: 'input', expected: 'output', time: 'day' }
    const split = await loadSplit(taskOf({ examples: 'all.jsonl', fields, split: { by: 'time' } }))
    const days = (rows: LoadedSplit['train']): string[] => rows.map((row) => row.time ?? '').toSorted()
    expect(days(split.train).at(-1)).toBe('2026-01-19')
    expect([days(split.validation)[0], days(split.validation).at(-1)]).toEqual(['2026-01-20', '2026-01-22'])
    expect(days(split.test)[0]).toBe('2026-01-23')
  })
})

describe('ids', () => {
  test('are file name and line, or the path where two files have one name', async () => {
    await mkdir(join(folder, 'old'))
    await write('data.jsonl', 20)
    await write('old/data.jsonl', 5, 100)
    await write('more.jsonl', 3, 200)
    const split = await loadSplit(
      taskOf({ train: 'data.jsonl', test: 'old/data.jsonl', validation: 'more.jsonl' }),
    )
    expect([split.train[0]?.id, split.test[0]?.id, split.validation[0]?.id]).toEqual([
      'data.jsonl:1',
      'old/data.jsonl:1',
      'more.jsonl:1',
    ])
  })

  test('one id in two files is an error that names both', async () => {
    await write('train.jsonl', 10)
    await write('test.jsonl', 3, 9)
    const fields = { input: 'input', expected: 'output', id: 'id' }
    await expect(loadSplit(taskOf({ train: 'train.jsonl', test: 'test.jsonl', fields }))).rejects.toThrow(
      `The id "9" stands in two files: ${join(folder, 'train.jsonl')} line 10 and ${join(folder, 'test.jsonl')} line 1.`,
    )
  })
})

describe('what cannot be split', () => {
  test('a missing file names its whole path', async () => {
    await expect(loadSplit(taskOf({ train: 'none.jsonl' }))).rejects.toThrow(
      `There is no file ${join(folder, 'none.jsonl')}.`,
    )
  })
  test('two rows are too few for three parts', async () => {
    await write('all.jsonl', 2)
    await expect(loadSplit(taskOf({ examples: 'all.jsonl' }))).rejects.toThrow(
      'A validation set cannot be drawn from 1 row: there are too few different texts.',
    )
  })
  test.each(['time', 'group'] as const)('by %s without its field', async (by) => {
    await write('all.jsonl', 20)
    await expect(loadSplit(taskOf({ examples: 'all.jsonl', split: { by } }))).rejects.toThrow(
      `data.split.by is ${by}, and data.fields.${by} is missing. Name the field that holds it.`,
    )
  })
})
