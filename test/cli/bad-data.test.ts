import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canRunUnprivileged } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder, taskLines, type FileRow } from './task-folder.ts'

const rows = deskRows({ count: 18 })
const good = jsonLines(rows)

interface BadFile {
  title: string
  /** What train.jsonl holds. */
  content: string | Uint8Array
  says: string[]
}

const badFiles: BadFile[] = [
  { title: 'an empty file', content: '', says: ['train.jsonl is empty.'] },
  { title: 'a file of blank lines', content: '\n\n  \n', says: ['train.jsonl has no rows.'] },
  {
    title: 'bytes that are not UTF-8',
    content: Buffer.concat([Buffer.from(jsonLines(rows.slice(0, 2))), latin1Row()]),
    says: ['train.jsonl is not UTF-8 text (line 3).', 'iconv -f WINDOWS-1252 -t UTF-8'],
  },
  {
    title: 'UTF-16 text',
    content: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]),
    says: ['train.jsonl is UTF-16 text'],
  },
  {
    title: 'a line that is not JSON',
    content: `${jsonLines(rows.slice(0, 2))}{"id": "x", input: Is the hall free?}\n`,
    says: ['train.jsonl line 3 is not JSON: {"id": "x", input: Is the hall free?}'],
  },
  {
    title: 'a line that is no object',
    content: `${jsonLines(rows.slice(0, 1))}["Is the hall free?", "rooms"]\n`,
    says: ['train.jsonl line 2 is JSON but not an object: ["Is the hall free?", "rooms"]'],
  },
  {
    title: 'a missing field',
    content: `${jsonLines(rows.slice(0, 3))}{"id": "x", "input": "Is the hall free?", "team": "rooms"}\n`,
    says: ['train.jsonl line 4 has no field "output". It has id, input, team.'],
  },
  {
    title: 'an empty field',
    content: `${jsonLines(rows.slice(0, 3))}{"id": "x", "input": " ", "output": "rooms"}\n`,
    says: ['train.jsonl line 4: the field "input" is empty.'],
  },
  {
    title: 'two rows with one id',
    content: jsonLines([...rows, { ...row('rooms-9'), input: 'Is the attic free?' }]),
    says: ['train.jsonl has the id "rooms-9" twice: lines 45 and 55.'],
  },
  {
    title: 'one id in two files',
    content: jsonLines([...rows, { id: 'rooms-26', input: 'Is the attic free?', output: 'rooms' }]),
    says: ['The id "rooms-26" stands in two files:', 'train.jsonl line 55 and ', 'test.jsonl line 24.'],
  },
  {
    title: 'a line of 5 MB',
    content: `${good}${JSON.stringify({ id: 'long', input: 'hall '.repeat(1024 * 1024), output: 'rooms' })}\n`,
    says: ['train.jsonl line 55 is longer than 1 MB, the longest line that is read.'],
  },
  {
    title: 'nesting beyond every limit',
    content: `${good}${`{"input":`.repeat(80)}1${'}'.repeat(80)}\n`,
    says: ['train.jsonl line 55 is nested deeper than 64 levels.'],
  },
]

describe('a bad file of examples', () => {
  it.each(badFiles)('$title is one message', async ({ content, says }) => {
    const folder = taskFolder({ files: { 'train.jsonl': content } })
    const message = await expectRefusal(['run', '--no-llm'], { cwd: folder })
    for (const words of says) expect(message).toContain(words)
  })

  it('is the same message in check', async () => {
    const folder = taskFolder({ files: { 'train.jsonl': 'one\n' } })
    const message = await expectRefusal(['check'], { cwd: folder })
    expect(message).toContain('train.jsonl line 1 is not JSON: one')
  })

  it('that is not there is named', async () => {
    const folder = taskFolder()
    rmSync(join(folder, 'train.jsonl'))
    const message = await expectRefusal(['run', '--no-llm'], { cwd: folder })
    expect(message).toContain(`There is no file ${join(folder, 'train.jsonl')}.`)
    expect(message).toContain('Paths in a task file are relative to it.')
  })

  it('that is a folder is said to be one', async () => {
    const folder = taskFolder()
    rmSync(join(folder, 'train.jsonl'))
    mkdirSync(join(folder, 'train.jsonl'))
    const message = await expectRefusal(['run', '--no-llm'], { cwd: folder })
    expect(message).toContain('train.jsonl is a folder. Name a file in it.')
  })

  it.skipIf(!canRunUnprivileged())('that may not be read is said to be so', async () => {
    const folder = taskFolder()
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'train.jsonl'), 0o000)
    const message = await expectRefusal(['run', '--no-llm'], { cwd: folder, unprivileged: true })
    expect(message).toContain('train.jsonl may not be read: permission denied.')
  })

  it('in CSV: columns, quotes and headers that do not fit', async () => {
    const task = { data: taskLines.data.replaceAll('.jsonl', '.csv') }
    const test = 'id,input,output\na,Is the hall free?,rooms\n'
    const refusal = (train: string) =>
      expectRefusal(['run', '--no-llm'], {
        cwd: taskFolder({ task, files: { 'train.csv': train, 'test.csv': test } }),
      })
    expect(await refusal('id,input,output\n1,Is it free, or not?,rooms\n')).toContain(
      'train.csv line 2 has 4 columns; the header has 3 (id, input, output).',
    )
    expect(await refusal('id,input,output\n1,"Is it free?,rooms\n')).toContain(
      'train.csv has a double quote that is never closed',
    )
    expect(await refusal('id,input,input\n1,Is it free?,rooms\n')).toContain(
      'train.csv names two columns "input" in its first row.',
    )
  })
})

function row(id: string): FileRow {
  const found = rows.find((entry) => entry.id === id)
  if (found === undefined) throw new RangeError(`no row ${id}`)
  return found
}

function latin1Row(): Uint8Array {
  return Buffer.from(`${JSON.stringify({ id: 'x', input: 'Das Café', output: 'rooms' })}\n`, 'latin1')
}
