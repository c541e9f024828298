import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { alphaOfOpening, isSpent } from './alpha-of-opening.ts'
import { countOpenings } from './opening.ts'
import { readOpenings } from './read-openings.ts'
import { recordOpening, recordSeen, type RecordedOpening } from './record-opening.ts'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seal-'))
  path = join(folder, 'test-openings.jsonl')
})

function record(finalists: string[], testFingerprint = 'rows-a'): Promise<RecordedOpening> {
  return recordOpening({
    folder,
    testFingerprint,
    finalists,
    at: new Date('2026-11-24T08:00:00Z'),
    purpose: 'verdict',
  })
}

describe('rows that a person saw', () => {
  const see = (finalists: string[]) =>
    recordSeen({ folder, testFingerprint: 'rows-a', finalists, at: new Date('2026-11-25T08:00:00Z') })

  test('make whoever meets them later exploratory, and nobody who met them before', async () => {
    await record(['v1', 'v2'])
    await see(['v1', 'v2'])
    expect(await record(['v1', 'v2'])).toMatchObject({ number: 1, seen: false, isNew: false })
    expect(await record(['v2'])).toMatchObject({ number: 2, seen: false })
    expect(await record(['v1', 'v3'])).toMatchObject({ number: 3, seen: true })
    // Other rows were not seen.
    expect(await record(['v3'], 'rows-b')).toMatchObject({ number: 1, seen: false })
  })

  test('are no opening, and are written down once', async () => {
    await record(['v1'])
    await see(['v1'])
    await see(['v1'])
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(2)
    expect(await record(['v2'])).toMatchObject({ number: 2, alpha: 0.0125 })
  })
})

describe('counting', () => {
  test('new finalists open the test set once more; its level falls with the square', async () => {
    expect(await record(['v1', 'v2'])).toEqual({
      number: 1,
      alpha: 0.05,
      spent: false,
      seen: false,
      isNew: true,
    })
    expect(await record(['v1', 'v3'])).toEqual({
      number: 2,
      alpha: 0.0125,
      spent: false,
      seen: false,
      isNew: true,
    })
  })

  test('the same finalists on the same rows are one opening, in whatever order', async () => {
    await record(['v1', 'v2'])
    await record(['v3'])
    const before = await readFile(path, 'utf8')
    expect(await record(['v2', 'v1', 'v2'])).toEqual({
      number: 1,
      alpha: 0.05,
      spent: false,
      seen: false,
      isNew: false,
    })
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  test('other test rows are counted apart', async () => {
    await record(['v1'])
    expect((await record(['v1'], 'rows-b')).number).toBe(1)
    const { openings } = await readOpenings(folder)
    expect(countOpenings(openings, 'rows-a')).toBe(1)
    expect(countOpenings(openings, 'rows-c')).toBe(0)
  })

  test('the sixth opening finds the set spent', async () => {
    for (const version of ['a', 'b', 'c', 'd']) await record([version])
    expect((await record(['e'])).spent).toBe(false)
    expect((await record(['f'])).spent).toBe(true)
  })

  test('a line is what a reader of the file can check', async () => {
    await record(['v2', 'v1'])
    expect(await readFile(path, 'utf8')).toBe(
      '{"test":"rows-a","finalists":["v1","v2"],"at":"2026-11-24T08:00:00.000Z","purpose":"verdict"}\n',
    )
  })

  test('no finalists', async () => {
    await expect(record([])).rejects.toThrow('finalists is empty. An opening names at least one version.')
  })
})

describe('levels (decision.md §3)', () => {
  test('5 %/k²; all of them together err at most 8.2 %', () => {
    expect([1, 2, 3, 4, 5].map(alphaOfOpening)).toEqual([0.05, 0.0125, 0.05 / 9, 0.003125, 0.002])
    const all = Array.from({ length: 100_000 }, (_, index) => alphaOfOpening(index + 1))
    expect(all.reduce((sum, alpha) => sum + alpha, 0)).toBeLessThan(0.0823)
    expect([5, 6].map(isSpent)).toEqual([false, true])
  })
  test.each([0, -1, 1.5, Number.NaN])('opening %s', (opening) => {
    expect(() => alphaOfOpening(opening)).toThrow(
      `opening is ${opening}. It must be a whole number of at least 1.`,
    )
  })
})

describe('a damaged file', () => {
  test('a torn last line is removed with a message by the next record, and whole lines stay', async () => {
    await record(['v1'])
    const whole = await readFile(path, 'utf8')
    await writeFile(path, `${whole}{"test":"rows-a","final`)
    expect((await readOpenings(folder)).torn).toBe('{"test":"rows-a","final')
    expect(await record(['v2'])).toMatchObject({
      number: 2,
      repaired:
        'The last line of test-openings.jsonl was cut off by a crash and is removed: {"test":"rows-a","final',
    })
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { finalists: string[] }).finalists)).toEqual([
      ['v1'],
      ['v2'],
    ])
  })

  test('every torn prefix of a line is repaired', async () => {
    await record(['é1'])
    const whole = await readFile(path)
    for (let length = 1; length < whole.length - 1; length += 7) {
      await writeFile(path, Buffer.concat([whole, whole.subarray(0, length)]))
      expect((await record(['v2'])).number).toBe(2)
      expect((await readOpenings(folder)).openings).toHaveLength(2)
    }
  })

  test('a whole last line that an editor left without a break counts, and the next goes on its own line', async () => {
    await record(['v1'])
    await writeFile(path, (await readFile(path, 'utf8')).trimEnd())
    expect((await record(['v2'])).number).toBe(2)
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(2)
  })

  test('CRLF and blank lines are fine', async () => {
    await record(['v1'])
    await writeFile(path, (await readFile(path, 'utf8')).replace('\n', '\r\n\r\n'))
    expect((await record(['v1'])).isNew).toBe(false)
  })

  test.each([
    ['no JSON', 'oops\n', 'line 1 is not an opening of the test set: oops'],
    ['another shape', '{"test":"rows-a"}\n', 'line 1 is not an opening of the test set: {"test":"rows-a"}'],
    ['an unfinished merge', '<<<<<<< HEAD\n', 'line 1 is not an opening of the test set: <<<<<<< HEAD'],
  ])('%s is an error, and the file is left as it is', async (_, content, message) => {
    await writeFile(path, content)
    await expect(readOpenings(folder)).rejects.toThrow(message)
    await expect(record(['v1'])).rejects.toThrow(message)
    expect(await readFile(path, 'utf8')).toBe(content)
  })

  test('the hints say what to do', async () => {
    await writeFile(path, 'oops\n')
    await expect(readOpenings(folder)).rejects.toMatchObject({
      hint: 'Restore the file from version control: it counts how often the test set was read and is never reset.',
    })
    await writeFile(path, '=======\n')
    await expect(readOpenings(folder)).rejects.toMatchObject({
      hint: 'A merge is unfinished: keep the lines of both sides and delete the markers.',
    })
  })

  test('a folder in its place cannot be read', async () => {
    await mkdir(path)
    await expect(readOpenings(folder)).rejects.toThrow(`${path} cannot be read: EISDIR`)
  })

  test('a folder that is gone cannot be written to', async () => {
    const gone = {
      folder: join(folder, 'gone'),
      testFingerprint: 'a',
      finalists: ['v'],
      at: new Date(0),
      purpose: 'verdict',
    }
    await expect(recordOpening(gone)).rejects.toThrow('test-openings.jsonl cannot be written: ENOENT')
  })

  test.skipIf(process.getuid?.() === 0)('a read-only folder cannot be written to', async () => {
    await chmod(folder, 0o555)
    await expect(record(['v1'])).rejects.toThrow('test-openings.jsonl cannot be written: EACCES')
    await chmod(folder, 0o755)
  })
})
