import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { readRows } from './read-rows.ts'
import type { ReaderLimits } from './reader-limits.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rows-'))
})

async function rowsOf(
  name: string,
  content: string | Uint8Array,
  limits?: Partial<ReaderLimits>,
): Promise<RawRow[]> {
  const path = join(folder, name)
  await writeFile(path, content)
  const rows: RawRow[] = []
  for await (const row of readRows(path, { limits })) rows.push(row)
  return rows
}

async function problemWith(
  name: string,
  content: string | Uint8Array,
  limits?: Partial<ReaderLimits>,
): Promise<string> {
  const error: unknown = await rowsOf(name, content, limits).catch((thrown: unknown) => thrown)
  if (!(error instanceof DataError)) throw new Error(`no DataError but ${JSON.stringify(error)}`)
  return error.message.replace(join(folder, '/'), '')
}

describe('JSON lines', () => {
  test('blank lines, CRLF, a byte order mark and a last line without a break are fine', async () => {
    expect(await rowsOf('a.jsonl', '\uFEFF{"a":1}\r\n\r\n  \n{"a":"ü"}')).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 4, value: { a: 'ü' } },
    ])
  })

  test('a line longer than a read of the disk is one line', async () => {
    const long = 'x'.repeat(300_000)
    const rows = await rowsOf('long.jsonl', `{"a":"${long}é"}\n{"a":2}\n`)
    expect(rows.map((row) => row.line)).toEqual([1, 2])
    expect(rows[0]?.value['a']).toBe(`${long}é`)
  })

  test('without a known ending the content decides', async () => {
    expect(await rowsOf('noending', '{"a":1}\n')).toEqual([{ line: 1, value: { a: 1 } }])
  })

  test.each([
    ['not JSON', '{"a":1}\n{"a": oops, and more\n', 'x.jsonl line 2 is not JSON: {"a": oops, and more'],
    [
      'a long line that is not JSON is shown by its start',
      `{"a":1}\n${'no json '.repeat(30)}\n`,
      `x.jsonl line 2 is not JSON: ${'no json '.repeat(30).slice(0, 60)}…`,
    ],
    [
      'a list',
      '[1,2]\n',
      'x.jsonl line 1 is JSON but not an object: [1,2]. Each line must be an object such as {"input": "…", "output": "…"}.',
    ],
    [
      'too deep',
      `${'{"a":'.repeat(70)}1${'}'.repeat(70)}\n`,
      'x.jsonl line 1 is nested deeper than 64 levels.',
    ],
    ['only blank lines', '\n\n', 'x.jsonl has no rows.'],
    ['empty', '', 'x.jsonl is empty.'],
  ])('%s', async (_, content, message) => expect(await problemWith('x.jsonl', content)).toBe(message))

  test('a 5 MB line is refused before it is held', async () => {
    const content = `{"a":1}\n{"a":"${'x'.repeat(5 * 1024 * 1024)}"}\n`
    expect(await problemWith('x.jsonl', content)).toBe(
      'x.jsonl line 2 is longer than 1 MB, the longest line that is read.',
    )
  })

  test('a hundred thousand brackets are a message, not a crash', async () => {
    expect(await problemWith('x.jsonl', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`)).toContain(
      'nested deeper',
    )
  })

  test('bytes that are no UTF-8 have their line', async () => {
    const content = Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.from([0xe9]), Buffer.from('"}\n')])
    expect(await problemWith('x.jsonl', content)).toBe('x.jsonl is not UTF-8 text (line 2).')
  })

  test('more rows than the limit', async () => {
    expect(await problemWith('x.jsonl', '{}\n{}\n{}\n', { rows: 2 })).toBe(
      'x.jsonl has more than 2 rows, the most that are read.',
    )
  })
})

describe('CSV and TSV', () => {
  test('a header row, quotes, line breaks inside quotes, a byte order mark; rows have the line where they start', async () => {
    const content = '\uFEFFtext,label\r\n"a, ""b""\r\nc",x\r\n\r\nd,\r\n'
    expect(await rowsOf('a.csv', content)).toEqual([
      { line: 2, value: { text: 'a, "b"\r\nc', label: 'x' } },
      { line: 5, value: { text: 'd', label: '' } },
    ])
  })

  test.each([
    ['a.tsv', 'text\tlabel\na,b\tx\n'],
    ['a.csv', 'text;label\n"a,b";x\n'],
    ['a.txt', 'text\tlabel\na,b\tx\n'],
  ])('the delimiter of %s', async (name, content) => {
    expect(await rowsOf(name, content)).toEqual([{ line: 2, value: { text: 'a,b', label: 'x' } }])
  })

  test('a column named __proto__ is a column', async () => {
    const [row] = await rowsOf('p.csv', '__proto__,a\nx,y\n')
    expect(Object.entries(row?.value ?? {})).toEqual([
      ['__proto__', 'x'],
      ['a', 'y'],
    ])
  })

  test.each([
    ['a row with other columns', 'a,b\n1,2\n1,2,3\n', 'x.csv line 3 has 3 columns; the header has 2 (a, b).'],
    ['a name twice', 'a,a\n1,2\n', 'x.csv names two columns "a" in its first row.'],
    ['a column without a name', 'a,\n1,2\n', 'x.csv has no name for column 2 in its first row, the header.'],
    ['only a header', 'a,b\n', 'x.csv has no rows.'],
    ['an open quote', 'a,b\n"1,2\n3,4\n', 'x.csv has a double quote that is never closed near line 3.'],
    ['a stray quote', 'a,b\n"1"x,2\n', 'x.csv has a misplaced double quote near line 2.'],
  ])('%s', async (_, content, message) => expect(await problemWith('x.csv', content)).toBe(message))

  test('a row that is too long', async () => {
    expect(await problemWith('x.csv', `a,b\n"${'x'.repeat(5 * 1024 * 1024)}",2\n`)).toBe(
      'x.csv has a row near line 2 longer than 1 MB, the longest row that is read.',
    )
  })

  test('bytes that are no UTF-8', async () => {
    const content = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xe9]), Buffer.from('\n')])
    expect(await problemWith('x.csv', content)).toBe('x.csv is not UTF-8 text (line 2).')
  })
})

describe('a file that cannot be read as rows', () => {
  const none = async (path: string): Promise<unknown> => readRows(path).next()

  test('missing', async () => {
    await expect(none(join(folder, 'none.jsonl'))).rejects.toThrow(
      `There is no file ${join(folder, 'none.jsonl')}.`,
    )
  })
  test('a folder', async () => {
    await expect(none(folder)).rejects.toThrow(`${folder} is a folder. Name a file in it.`)
  })
  test.skipIf(process.getuid?.() === 0)('unreadable', async () => {
    await writeFile(join(folder, 'secret.csv'), 'a\n1\n')
    await chmod(join(folder, 'secret.csv'), 0)
    await expect(none(join(folder, 'secret.csv'))).rejects.toThrow('may not be read: permission denied.')
  })
  test.each([
    [
      'x.csv',
      Buffer.from([0xff, 0xfe, 0x61, 0]),
      'x.csv is UTF-16 text. Rows are read from JSON lines, JSON arrays, CSV or TSV in UTF-8, from Parquet and XLSX.',
    ],
    [
      'x.gz',
      Buffer.from([0x1f, 0x8b, 8]),
      'x.gz is a gzip archive. Rows are read from JSON lines, JSON arrays, CSV or TSV in UTF-8, from Parquet and XLSX.',
    ],
    [
      'x.xlsx',
      Buffer.from('PK\u0003\u0004rest'),
      'x.xlsx is a spreadsheet or zip archive that cannot be read: End of central directory record signature not found. Either not a zip file, or file is truncated.',
    ],
    ['x.parquet', 'PAR1', 'x.parquet does not end like a Parquet file: it was cut off.'],
  ])('%s', async (name, content, message) => expect(await problemWith(name, content)).toBe(message))
})
