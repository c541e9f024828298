import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import { readBinary } from './read-binary.ts'
import { readExamples } from './read-examples.ts'
import { readRows } from './read-rows.ts'
import { defaultReaderLimits, type ReaderLimits } from './reader-limits.ts'

const fixtures = new URL('../../../test/fixtures/import/', import.meta.url)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'))
})

async function rowsOf(
  name: string,
  content: string | Uint8Array,
  limits: Partial<ReaderLimits> = {},
): Promise<RawRow[]> {
  const path = join(folder, name)
  await writeFile(path, content)
  const rows: RawRow[] = []
  for await (const row of readRows(path, { limits })) rows.push(row)
  return rows
}

/** The message, or "read" where the file was read. Anything but a DataError fails the test. */
async function outcomeOf(
  name: string,
  content: string | Uint8Array,
  limits: Partial<ReaderLimits> = {},
): Promise<string> {
  try {
    await rowsOf(name, content, limits)
    return 'read'
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    return error.message.replaceAll(join(folder, '/'), '')
  }
}

describe('spreadsheets', () => {
  const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
  const book = (rows: string): Record<string, string> => ({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet(rows),
  })
  const text = (at: string, value: string): string =>
    `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
  const row = (number: number, ...cells: string[]): string => `<row r="${number}">${cells.join('')}</row>`

  test('a small one is read; a formula is its saved value, never computed', async () => {
    const rows =
      row(1, text('A1', 'input'), text('B1', 'output')) +
      row(2, text('A2', '=1+1'), '<c r="B2"><f>HYPERLINK("http://x")</f><v>7</v></c>')
    expect(await rowsOf('a.xlsx', zip(book(rows)))).toEqual([
      { line: 2, value: { input: '=1+1', output: 7 } },
    ])
  })

  test('a bomb of 300 MB in 300 KB is refused before it is kept', async () => {
    const bomb = zip({ ...book(''), 'xl/worksheets/sheet1.xml': Buffer.alloc(300 * 1024 * 1024, 0x20) })
    expect(bomb.length).toBeLessThan(400_000)
    expect(await outcomeOf('a.xlsx', bomb)).toBe('a.xlsx unfolds to more than 256 MB, the most that is read.')
  })

  test('a size that is a lie is found', async () => {
    const lying = zip(book(row(1, text('A1', 'x'.repeat(5000)))), { declared: 8 })
    expect(await outcomeOf('a.xlsx', lying)).toMatch(
      /^a\.xlsx is a spreadsheet or zip archive that cannot be read: too many bytes/u,
    )
  })

  test('a file outside of the archive', async () => {
    expect(await outcomeOf('a.xlsx', zip({ ...book(''), '../../evil.xml': '<x/>' }))).toBe(
      'a.xlsx is an archive with a file outside of itself (invalid relative path: ../../evil.xml): it is not read.',
    )
  })

  test('a cell at the far end of the sheet', async () => {
    expect(await outcomeOf('a.xlsx', zip(book(row(1048576, text('XFD1048576', 'x')))))).toBe(
      'a.xlsx has cells as far out as row 1048576 and column 16384: at most 2000000 rows, 2000 columns and 16000000 cells are read.',
    )
  })

  test.each([
    [
      'a zip without a sheet',
      zip({ 'readme.xml': '<x/>' }),
      'a.xlsx is a zip archive without a spreadsheet in it.',
    ],
    ['an empty sheet', zip(book('')), 'a.xlsx has no rows.'],
    [
      'a column without a name',
      zip(book(row(1, text('A1', 'input'), text('C1', 'output')) + row(2, text('A2', 'a'), text('B2', 'b')))),
      'a.xlsx has no name for column 2 in its first row, the header.',
    ],
  ])('%s', async (_, content, message) => expect(await outcomeOf('a.xlsx', content)).toBe(message))

  test('20 damaged copies are a message or a read', async () => {
    expect((await outcomesOfDamage('table.xlsx', 20)).filter((outcome) => outcome !== 'read')).not.toEqual([])
  })
})

describe('Parquet', () => {
  test.each<[string, Partial<ReaderLimits>, string]>([
    [
      'bytes',
      { inflatedBytes: 200 },
      'unfolds to more than 200 bytes in one row group, the most that is read.',
    ],
    ['cells', { cells: 10 }, 'has more than 10 cells in one row group, the most that are read.'],
    ['rows', { rows: 3 }, 'has more than 3 rows, the most that are read.'],
    ['columns', { columns: 3 }, 'has 5 columns; the most that are read are 3.'],
    [
      'text',
      { lineBytes: 20 },
      'row 1 has a text longer than 20 bytes in "message", the longest that is read.',
    ],
  ])('more %s than the limit', async (_, limits, message) => {
    const content = await readFile(new URL('table.parquet', fixtures))
    expect(await outcomeOf('a.parquet', content, limits)).toBe(`a.parquet ${message}`)
  })

  test('20 damaged copies are a message or a read', async () => {
    expect((await outcomesOfDamage('table.parquet', 20)).filter((outcome) => outcome !== 'read')).not.toEqual(
      [],
    )
  })

  test('a page whose few bytes ask for endless work costs a process, not the program', async () => {
    const path = join(folder, 'endless.parquet')
    await copyFile(new URL('endless.parquet', fixtures), path)
    await expect(
      readBinary('parquet', { path, limits: defaultReaderLimits, waitMs: 1500 }).next(),
    ).rejects.toThrow('endless.parquet takes longer than 2 seconds to read.')
  })
})

describe('JSON arrays', () => {
  test.each([
    ['objects in any layout', '\uFEFF [\r\n{"a":1} ,{"a":"]}\\""}\n]\n', 'read'],
    ['cut off', '[{"a":1},{"a":', 'a.json ends in the middle of its JSON array, after 1 whole rows.'],
    ['a comma too many', '[{"a":1},]', 'a.json has "]" after row 1 where a JSON array of objects has "{".'],
    [
      'a comma too few',
      '[{"a":1} {"a":2}]',
      'a.json has "{" after row 1 where a JSON array of objects has a comma or "]".',
    ],
    [
      'something after it',
      '[{"a":1}] x',
      'a.json has "x" after the end of its JSON array where a JSON array of objects has a comma or "]".',
    ],
    ['numbers', '[1,2]', 'a.json has "1" at its start where a JSON array of objects has "{".'],
    ['no rows', '[]', 'a.json has no rows.'],
    ['a row that is no JSON', '[{"a":1},{a:2}]', 'a.json row 2 is not JSON: {a:2}'],
    [
      'too deep',
      `[{"a":${'['.repeat(100)}${']'.repeat(100)}}]`,
      'a.json row 1 is nested deeper than 64 levels.',
    ],
    [
      'a row that never ends',
      `[{"a":"${'x'.repeat(3_000_000)}`,
      'a.json row 1 is longer than 1 MB, the longest row that is read.',
    ],
    ['one object, cut off', '{"data":[{"a":1},', 'a.json is not JSON: {"data":[{"a":1},'],
    ['one object', '{\n"data":[{"a":1}]}', 'read'],
  ])('%s', async (_, content, outcome) => expect(await outcomeOf('a.json', content)).toBe(outcome))

  test('bytes that are not UTF-8 have their row', async () => {
    const content = Buffer.concat([Buffer.from('[{"a":1},{"a":"'), Buffer.from([0xe9]), Buffer.from('"}]')])
    expect(await outcomeOf('a.json', content)).toBe('a.json is not UTF-8 text (row 2).')
  })

  test('one object beyond what is read whole', async () => {
    expect(await outcomeOf('a.json', '{"data":[{"a":1}]}', { documentBytes: 10 })).toBe(
      'a.json is one JSON object of 18 bytes; the largest that is read is 10 bytes.',
    )
  })

  test('a row that spans reads of the disk, and text of many bytes at its edge', async () => {
    const long = `${'é🙂'.repeat(40_000)}`
    const rows = await rowsOf('long.json', JSON.stringify([{ a: long }, { a: 2 }]))
    expect(rows.map(({ line }) => line)).toEqual([1, 2])
    expect(rows[0]?.value['a']).toBe(long)
  })
})

describe('text files', () => {
  test('10,000 columns', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',')
    const cells = Array.from({ length: 10_000 }, () => '1').join(',')
    expect(await outcomeOf('a.csv', `${names}\n${cells}\n`)).toBe(
      'a.csv has 10000 columns; the most that are read are 2000.',
    )
  })

  test('a formula in a CSV is text; a guard that an export put in front of one is taken off', async () => {
    const rows = await rowsOf('a.csv', "a,b\n=cmd|'/c calc'!A0,'=1+1\n")
    expect(rows[0]?.value).toEqual({ a: "=cmd|'/c calc'!A0", b: '=1+1' })
  })

  test('UTF-8 with a line in another encoding', async () => {
    const content = Buffer.concat([Buffer.from('{"a":"é"}\r\n'), Buffer.from('{"a":"é"}\r\n', 'latin1')])
    expect(await outcomeOf('a.jsonl', content)).toBe('a.jsonl is not UTF-8 text (line 2).')
  })

  test('half of a surrogate pair is a message; whole ones are read', async () => {
    const path = join(folder, 'pairs.jsonl')
    const fields = { input: 'input', expected: 'output' }
    await writeFile(path, '{"input":"\\ud83d\\ude42 ok","output":"a"}\r\n')
    expect((await readExamples({ path, fields }))[0]?.input.text).toBe('🙂 ok')
    await writeFile(path, '{"input":"cut \\ud83d","output":"a"}\n')
    await expect(readExamples({ path, fields })).rejects.toThrow(
      'line 1: the field "input" holds half of a surrogate pair (a broken emoji): cut \uFFFD',
    )
  })

  test('more text than is held', async () => {
    const path = join(folder, 'much.jsonl')
    await writeFile(path, '{"input":"aaaaaaaaaa","output":"b"}\n'.repeat(3))
    const source = { path, fields: { input: 'input', expected: 'output' }, limits: { heldCharacters: 25 } }
    await expect(readExamples(source)).rejects.toThrow(
      'million characters of examples, the most that are held at once.',
    )
  })
})

/** Changes bytes at random, seeded: whatever comes of it is a message or rows, never another error. */
async function outcomesOfDamage(name: string, copies: number): Promise<string[]> {
  const whole = await readFile(new URL(name, fixtures))
  const generator = xoroshiro128plus(5)
  const below = (bound: number): number => (generator.next() >>> 0) % bound
  const outcomes: string[] = []
  for (let copy = 0; copy < copies; copy += 1) {
    const damaged = Buffer.from(whole)
    for (let change = 0; change <= below(4); change += 1) damaged[below(damaged.length)] = below(256)
    outcomes.push(await outcomeOf(`damaged-${name}`, damaged))
  }
  return outcomes
}

/** A zip of these files. `declared` is what it says every file unfolds to, where that is a lie. */
function zip(files: Record<string, string | Uint8Array>, { declared }: { declared?: number } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(declared ?? bytes.length, 18)
    facts.writeUInt16LE(name.length, 22)
    parts.push(Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), facts, rest, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  return crc
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 255] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}
