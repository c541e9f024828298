import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { taskFileSchema } from '../contracts/task.ts'
import { redactData } from './redact-data.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-redact-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function taskWith(files: { train: string; test: string }) {
  await writeFile(join(folder, 'train.csv'), files.train)
  await writeFile(join(folder, 'test.jsonl'), files.test)
  const data = { train: 'train.csv', test: 'test.jsonl' }
  const success = { quality: { metric: 'accuracy', atLeast: 0.9 } }
  return { folder, data: taskFileSchema.parse({ name: 't', kind: 'classification', data, success }).data }
}

test('one value has one placeholder in all files; all else stays as written', async () => {
  const task = await taskWith({
    train:
      'input;bsn;output\n"Mail ann@example.com; or ""call"" 0171 5550142";111222333;a\nplain;111222334;b\n',
    test: '{"input": "ANN@example.com \\u00e9",  "n": 1.0, "card": 4111111111111111}\n\n{"ann@example.com": "[EMAIL_3]"}\n',
  })
  const { files, replaced } = await redactData(task, join(folder, 'clean'))
  expect(await readFile(join(folder, 'clean', 'train.csv'), 'utf8')).toBe(
    'input;bsn;output\n"Mail [EMAIL_4]; or ""call"" [PHONE_1]";[NL_BSN_1];a\nplain;111222334;b\n',
  )
  expect(await readFile(join(folder, 'clean', 'test.jsonl'), 'utf8')).toBe(
    '{"input": "[EMAIL_4] é",  "n": 1.0, "card": "[CARD_1]"}\n\n{"ann@example.com": "[EMAIL_3]"}\n',
  )
  expect(files.map(({ to }) => to)).toEqual([
    join(folder, 'clean', 'train.csv'),
    join(folder, 'clean', 'test.jsonl'),
  ])
  expect(replaced[0]).toEqual({ kind: 'email', all: 2, distinct: 1 })
})

test('a copy that exists is never written over', async () => {
  const task = await taskWith({ train: 'input,output\na b,c\n', test: '{"input": "a", "output": "c"}\n' })
  await expect(redactData(task, folder)).rejects.toThrow('cannot be written: it exists')
  expect(await readFile(join(folder, 'train.csv'), 'utf8')).toBe('input,output\na b,c\n')
})

test('rows of Parquet and spreadsheets are written as JSON lines, and the report says so', async () => {
  const fixtures = fileURLToPath(new URL('../../test/fixtures/import/', import.meta.url))
  await copyFile(join(fixtures, 'table.parquet'), join(folder, 'train.parquet'))
  await copyFile(join(fixtures, 'sheets.xlsx'), join(folder, 'test.xlsx'))
  const success = { quality: { metric: 'accuracy', atLeast: 0.9 } }
  const data = { train: 'train.parquet', test: 'test.xlsx', sheet: 'Desk' }
  const task = taskFileSchema.parse({ name: 't', kind: 'classification', data, success })
  const { files } = await redactData({ folder, data: task.data }, join(folder, 'clean'))
  expect(files.map(({ to, was }) => [to, was])).toEqual([
    [join(folder, 'clean', 'train.jsonl'), 'Parquet'],
    [join(folder, 'clean', 'test.jsonl'), 'XLSX'],
  ])
  const [first] = (await readFile(join(folder, 'clean', 'test.jsonl'), 'utf8')).split('\n')
  expect(JSON.parse(first ?? '')).toEqual({
    message: 'My key card stopped working at the east door',
    desk: 'access',
  })
})

test('a cell that a spreadsheet would run stays guarded', async () => {
  const task = await taskWith({
    train: 'input,output\n"\'=HYPERLINK(1)",a\nann@example.com,b\n',
    test: '{"input": "x", "output": "a"}\n',
  })
  await redactData(task, join(folder, 'clean'))
  expect(await readFile(join(folder, 'clean', 'train.csv'), 'utf8')).toBe(
    "input,output\n'=HYPERLINK(1),a\n[EMAIL_1],b\n",
  )
})
