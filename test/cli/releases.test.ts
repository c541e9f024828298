import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { crossover } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder } from './task-folder.ts'

const listSchema = z.object({
  current: z.string().optional(),
  cards: z.array(
    z.looseObject({
      candidate: z.looseObject({ name: z.string(), version: z.string().length(64), kind: z.string() }),
      metrics: z.looseObject({ test: z.looseObject({ n: z.number() }).optional() }),
      parents: z.array(z.object({ version: z.string(), as: z.string() })),
      data: z.looseObject({
        train: z.object({ fingerprint: z.string(), rows: z.number(), labels: z.number() }),
      }),
    }),
  ),
  history: z.array(z.looseObject({ event: z.string(), by: z.string(), note: z.string().optional() })),
})
const traceSchema = z.looseObject({
  train: z.object({
    fingerprint: z.string(),
    matches: z.boolean(),
    ids: z.array(z.string()),
    changed: z.array(z.string()),
    missing: z.array(z.string()),
  }),
})
const ann = ['--by', 'Ann']

async function done(args: readonly string[], cwd: string): Promise<string> {
  const { exitCode, stdout, stderr } = await crossover(['releases', ...args], { cwd })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

const listed = async (cwd: string) => listSchema.parse(JSON.parse(await done(['list', '--json'], cwd)))

/** A task that was measured once; its verdict chooses nothing, so that a release is a person's doing. */
async function measured(): Promise<string> {
  const folder = taskFolder()
  await crossover(['run', '--no-llm'], { cwd: folder })
  return folder
}

describe('before the first run', () => {
  it('nothing is listed, and nothing can be shown or released', async () => {
    const cwd = taskFolder()
    expect(await done(['list'], cwd)).toContain('No candidate has a card yet. crossover run writes one')
    expect(await expectRefusal(['releases', 'show'], { cwd })).toContain('Nothing is released yet')
    expect(await expectRefusal(['releases', 'promote', 'head'], { cwd })).toContain(
      'There is no candidate "head". There are: none yet.',
    )
    expect(await expectRefusal(['releases', 'promote'], { cwd })).toContain('There is no report yet')
    expect(await expectRefusal(['releases', 'rollback'], { cwd })).toContain('Nothing is released')
  })
})

describe('releases', () => {
  let cwd = ''
  beforeAll(async () => {
    cwd = await measured()
  })

  it('have a card for every candidate of a run; another run that measures the same adds none', async () => {
    const { cards, history } = await listed(cwd)
    const named = cards.filter(({ candidate }) => candidate.kind === 'baseline/ngram-linear')
    const [first, served] = named
    expect(named).toHaveLength(2)
    expect(first?.metrics.test).toBeUndefined()
    expect(served?.metrics.test?.n).toBe(24)
    expect(served?.parents).toEqual([{ version: first?.candidate.version, as: 'selected' }])
    expect(served?.data.train).toMatchObject({ rows: 54, labels: 3 })
    expect(cards.map(({ candidate }) => candidate.kind)).toContain('baseline/majority')
    expect(history).toEqual([])
    const file = join(cwd, '.crossover', 'cards.jsonl')
    const before = readFileSync(file, 'utf8')
    await crossover(['run', '--no-llm'], { cwd })
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('show a card as Markdown', async () => {
    const text = await done(['show', 'n-gram linear'], cwd)
    expect(text).toMatch(/^# `n-gram linear`, version `[0-9a-f]{10}`$/m)
    expect(text).toMatch(/^\| test \| accuracy [\d.]+\s% \(95 % interval .*; 24 rows\) \|$/mu)
    expect(text).toMatch(/^\| train \| 54 rows, 3 labels, fingerprint `[0-9a-f]{64}` \|$/m)
    expect(text).toMatch(/^\| `weights` \| sha256 `[0-9a-f]{64}` \|$/m)
  })

  it('trace a version to the ids of its training rows', async () => {
    const { cards } = await listed(cwd)
    const served = cards.find(({ metrics }) => metrics.test !== undefined)?.candidate.version ?? ''
    const output = await done(['trace', served.slice(0, 8), '--output', 'rows.jsonl'], cwd)
    expect(output).toContain('54 rows, the same as in the files now: loans-1, loans-')
    const ids = readFileSync(join(cwd, 'rows.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => z.object({ id: z.string(), part: z.literal('train') }).parse(JSON.parse(line)).id)
    expect(ids.toSorted()).toEqual(
      deskRows({ count: 18 })
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  it('export a candidate with its card, and write over nothing', async () => {
    expect(await done(['export', 'n-gram linear', '--output', 'out'], cwd)).toContain('artifacts/weights')
    expect(readFileSync(join(cwd, 'out', 'README.md'), 'utf8')).toContain('- `artifacts/weights`')
    expect(JSON.parse(readFileSync(join(cwd, 'out', 'card.json'), 'utf8'))).toMatchObject({
      candidate: { name: 'n-gram linear' },
    })
    const again = ['releases', 'export', 'n-gram linear', '--output', 'out']
    expect(await expectRefusal(again, { cwd })).toContain('is not empty.')
    expect(await expectRefusal([...again, '--force', '--with-base'], { cwd })).toContain(
      '--with-base: this candidate has no local language model.',
    )
  })

  it('name what differs', async () => {
    const { cards } = await listed(cwd)
    const [first, served] = cards.filter(({ candidate }) => candidate.name === 'n-gram linear')
    const [from = '', to = ''] = [first?.candidate.version, served?.candidate.version]
    expect(await done(['diff', from, to], cwd)).toMatch(/^data\.train\.rows: \d+ → 54$/m)
    expect(await expectRefusal(['releases', 'diff', from, from.slice(0, 8)], { cwd })).toContain(
      'there is nothing to compare.',
    )
  })
})

describe('promote and rollback', () => {
  it('change what predict answers with, and are written down beside the task file', async () => {
    const cwd = await measured()
    const predicted = async () => {
      const { stdout } = await crossover(['predict', 'May I book the hall?', '--json'], { cwd })
      return z.object({ version: z.string(), candidate: z.string() }).parse(JSON.parse(stdout))
    }
    const before = await predicted()
    const { cards } = await listed(cwd)
    const floor = cards.find(({ candidate }) => candidate.kind === 'baseline/majority')?.candidate
    const promoted = await crossover(
      ['releases', 'promote', floor?.version.slice(0, 6) ?? '', '--note', 'a trial', ...ann],
      { cwd },
    )
    expect(promoted.stdout).toContain('most frequent')
    expect(promoted.stderr).toContain('never measured on test rows')
    expect((await predicted()).version).toBe(floor?.version)
    const second = await crossover(['releases', 'promote', 'n-gram linear', ...ann], { cwd })
    expect(second.stdout).toMatch(/is the release\. Before it: most frequent [0-9a-f]{10}\.$/m)
    expect(await done(['list'], cwd)).toMatch(/Ann released most frequent [0-9a-f]{10}: a trial$/m)

    expect(await done(['rollback', '--note', 'slow', ...ann], cwd)).toMatch(
      /^n-gram linear [0-9a-f]{10} was taken back\. most frequent [0-9a-f]{10} is the release again\.$/m,
    )
    expect((await predicted()).version).toBe(floor?.version)
    expect(await done(['rollback', ...ann], cwd)).toContain('Nothing is released now')
    expect(await predicted()).toEqual(before)
    const { history, current } = await listed(cwd)
    expect(current).toBeUndefined()
    expect(history.map(({ event, by, note }) => [event, by, note])).toEqual([
      ['promoted', 'Ann', 'a trial'],
      ['promoted', 'Ann', undefined],
      ['rolledBack', 'Ann', 'slow'],
      ['rolledBack', 'Ann', undefined],
    ])
    expect(existsSync(join(cwd, 'releases.jsonl'))).toBe(true)
  })

  it('a clone without state still says what is released, and that it is not here', async () => {
    const cwd = await measured()
    await crossover(['releases', 'promote', 'n-gram linear', ...ann], { cwd })
    rmSync(join(cwd, '.crossover'), { recursive: true })
    expect(await done(['list'], cwd)).toMatch(/^\* +n-gram linear/m)
    expect(await done(['show'], cwd)).toContain('# `n-gram linear`')
    const { exitCode, stderr } = await crossover(['predict', 'a text'], { cwd })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('is missing')
    await crossover(['run', '--no-llm'], { cwd })
    const again = await crossover(['predict', 'a text'], { cwd })
    expect([again.exitCode, again.stderr]).toEqual([0, ''])
  })

  it('what is damaged is not released', async () => {
    const cwd = await measured()
    rmSync(join(cwd, '.crossover', 'artifacts'), { recursive: true })
    expect(await expectRefusal(['releases', 'promote', 'n-gram linear'], { cwd })).toContain(
      'cannot be released: Artifact',
    )
    expect(existsSync(join(cwd, 'releases.jsonl'))).toBe(false)
  })
})

describe('when the examples have changed', () => {
  it('trace says so, still names the rows, and which of them changed or went', async () => {
    const cwd = await measured()
    const [first, ...rest] = deskRows({ count: 18 })
    const changed = { ...rest[0], input: 'Another text altogether, on bread.' }
    writeFileSync(join(cwd, 'train.jsonl'), jsonLines([changed, ...rest.slice(1)]))
    const { exitCode, stdout } = await crossover(['releases', 'trace', 'n-gram linear', '--json'], { cwd })
    expect(exitCode).toBe(1)
    const { train } = traceSchema.parse(JSON.parse(stdout))
    expect(train).toMatchObject({ matches: false, changed: [rest[0]?.id], missing: [first?.id] })
    expect(train.ids).toHaveLength(54)
    const words = await crossover(['releases', 'trace', 'n-gram linear'], { cwd })
    expect(words.stdout).toContain('The data changed since. It had 54 rows')
  })
})
