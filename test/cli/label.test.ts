import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { labelRecordSchema } from '../../src/contracts/label-record.ts'
import { crossover, program, startCrossover } from './crossover.ts'
import { expectOneMessage, expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder, type FolderParts } from './task-folder.ts'

const empty = { CROSSOVER_HOME: '/nonexistent' }
const inbox = deskRows({ from: 10, count: 6 }).map(({ id, input }) => ({ id: `inbox-${id}`, input }))

/** A task with an inbox of 18 unlabelled rows; 30 train rows, 24 test rows. */
function deskFolder(parts: FolderParts = {}): string {
  return taskFolder({
    task: {
      data: 'data: { train: train.jsonl, test: test.jsonl, production: inbox.jsonl, fields: { input: input, expected: output, id: id } }',
    },
    train: deskRows({ count: 10 }),
    ...parts,
    files: { 'inbox.jsonl': jsonLines(inbox), ...parts.files },
  })
}

function label(folder: string, input: string, args: readonly string[] = []) {
  return crossover(['label', '--who', 'ann', ...args], { cwd: folder, input, env: empty })
}

function records(folder: string, name = 'labels.jsonl') {
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
  return lines.map((line) => labelRecordSchema.parse(JSON.parse(line)))
}

describe('label, driven through a pipe', () => {
  it('appends each decision, notes and undo as lines of their own', async () => {
    const folder = deskFolder()
    const { exitCode, stdout, stderr } = await label(folder, 'l\nu\n2\nn a strange one\ns\n/room\nq\n')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('2 labelled · 1 skipped · 16 of 18 rows of production left')
    expect(stderr).toContain('1/l loans')
    expect(records(folder).map(({ action, output, note }) => [action, output ?? note])).toEqual([
      ['label', 'loans'],
      ['undo', 'loans'],
      ['label', 'membership'],
      ['note', 'a strange one'],
      ['skip', undefined],
      ['label', 'rooms'],
    ])
    const [first, second] = records(folder)
    expect(first).toMatchObject({ who: 'ann', from: 'production', id: second?.id })
    expect(first?.id).toMatch(/^inbox-/)
    expect(Number.isNaN(Date.parse(first?.at ?? ''))).toBe(false)
  })

  it('goes on where this person stopped, skipped rows last; another person starts anew', async () => {
    const folder = deskFolder()
    await label(folder, 's\n1\n1\nq\n')
    const [skipped, ...labelled] = records(folder).map(({ id }) => id)
    const again = await label(folder, '1\n'.repeat(40))
    expect(again.stdout).toContain('16 labelled · 0 skipped · 0 of 18 rows of production left')
    const since = records(folder)
      .slice(3)
      .map(({ id }) => id)
    expect(since.at(-1)).toBe(skipped)
    expect(since.filter((id) => labelled.includes(id))).toEqual([])
    const done = await label(folder, '1\n')
    expect(done.stdout).toContain('Every row of this source was labelled before.')
    const bob = await label(folder, '1\nq\n', ['--who', 'bob'])
    expect(bob.stdout).toContain('1 labelled · 0 skipped · 17 of 18 rows')
  })

  it('keeps what was decided when it is killed, and half a line does no harm', async () => {
    const folder = deskFolder()
    const child = startCrossover(['label', '--who', 'ann'], { cwd: folder, input: '', env: empty })
    const gone = new Promise((resolve) => child.once('close', resolve))
    child.stdin?.write('1\n2\n')
    for await (const chunk of child.stderr ?? []) if (String(chunk).includes('3 of 18')) child.kill('SIGKILL')
    await gone
    writeFileSync(
      join(folder, 'labels.jsonl'),
      `${readFileSync(join(folder, 'labels.jsonl'), 'utf8')}{"id":"in`,
    )
    const { stdout } = await label(folder, '3\nq\n')
    expect(stdout).toContain('1 labelled · 0 skipped · 15 of 18')
    expect(records(folder).map(({ output }) => output)).toEqual(['loans', 'membership', 'rooms'])
  })

  it('never shows a row of the test set, under whatever name', async () => {
    const test = deskRows({ from: 18, count: 8 })
    const folder = deskFolder({
      test,
      files: {
        'copy.jsonl': jsonLines([
          ...test.map(({ input }, at) => ({ id: `copy-${at}`, input: input.toUpperCase() })),
          { id: 'other', input: 'A parrot has moved into the reading room.' },
        ]),
      },
    })
    expect(await expectRefusal(['label', '--from', 'test.jsonl'], { cwd: folder, input: '1\n' })).toContain(
      'The test set stays sealed',
    )
    expect(await expectRefusal(['label', '--from', 'test'], { cwd: folder, input: '1\n' })).toContain(
      'sealed',
    )
    const { stdout } = await label(folder, '1\n', ['--from', 'copy.jsonl'])
    expect(stdout).toContain('0 of 1 row of copy.jsonl left')
    expect(records(folder).map(({ id }) => id)).toEqual(['other'])
  })

  it('a line that is no key stops it, and what was decided before is kept', async () => {
    const folder = deskFolder()
    const result = await label(folder, '1\nzebra\n2\n')
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toMatch(/error "zebra" for the row inbox-\S+: that is no key and no label\./)
    expect(records(folder)).toHaveLength(1)
  })

  it('writes to no file of the task, and to no file of something else', async () => {
    const folder = deskFolder({ files: { 'notes.jsonl': '{"a":1}' } })
    const refused = (output: string) =>
      expectRefusal(['label', '--output', output], { cwd: folder, input: '1\n', env: empty })
    expect(await refused('train.jsonl')).toContain('is a file of the task. It is read and never written.')
    expect(await refused('notes.jsonl')).toContain('line 1 is no label record')
    expectOneMessage(await label(folder, '', ['--from', 'none.jsonl']))
  })

  it('after a run suggests labels and takes them with =', async () => {
    const folder = deskFolder()
    await crossover(['run', '--no-llm', '--exit-zero'], { cwd: folder, env: empty })
    const { stderr } = await label(folder, '=\nq\n')
    expect(stderr).toMatch(/suggested +(loans|membership|rooms) \(\d+ %, n-gram linear\)/)
    expect(records(folder)).toHaveLength(1)
    const blind = await label(folder, 'q\n', ['--who', 'bob', '--blind'])
    expect(blind.stderr).not.toContain('suggested')
    const review = await label(folder, 'q\n', ['--from', 'validation'])
    expect(review.stderr).toMatch(/now +(loans|membership|rooms)/)
  })
})

describe('label agreement', () => {
  it('compares two people', async () => {
    const folder = deskFolder()
    await label(folder, '1\n2\n3\n1\n2\n', ['--output', 'ann.jsonl'])
    await label(folder, '1\n2\n3\n1\n3\n', ['--output', 'bob.jsonl', '--who', 'bob'])
    const { exitCode, stdout } = await crossover(['label', 'agreement', 'ann.jsonl', 'bob.jsonl'], {
      cwd: folder,
    })
    expect(exitCode).toBe(0)
    // Chance: (2·2 + 2·1 + 1·2) / 25 = .32; (.80 − .32) / .68 = .71.
    expect(stdout).toMatch(/Cohen's kappa +0\.71 +\(95 %: /)
    expect(stdout).toContain('the same label     4 of 5 rows')
    expect(stdout).toMatch(/1 × +membership +\| +rooms/)
    expect(stdout).toContain('1 row in dispute')
    const json = await crossover(['label', 'agreement', 'ann.jsonl', 'bob.jsonl', '--json'], { cwd: folder })
    expect(JSON.parse(json.stdout)).toMatchObject({ pairs: [{ agreed: 4 }], alpha: { rows: 5 } })
    const alone = await expectRefusal(['label', 'agreement', 'ann.jsonl'], { cwd: folder })
    expect(alone).toContain('The labels are those of ann. Agreement needs two people.')
  })
})

describe('label apply', () => {
  it('writes a corrected copy that a task can use, and changes nothing else', async () => {
    const folder = deskFolder()
    const before = readFileSync(join(folder, 'train.jsonl'), 'utf8')
    await label(folder, '1\n2\n', ['--output', 'ann.jsonl'])
    await label(folder, '1\n3\n', ['--output', 'bob.jsonl', '--who', 'bob'])
    await label(folder, '+ parking\nq\n', ['--output', 'ann.jsonl', '--from', 'train'])
    const { exitCode, stdout } = await crossover(['label', 'apply', 'ann.jsonl', 'bob.jsonl'], {
      cwd: folder,
    })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('31 rows · 1 corrected · 1 new')
    expect(stdout).toContain('left out: 1 in dispute')
    expect(readFileSync(join(folder, 'train.jsonl'), 'utf8')).toBe(before)
    const copy = readFileSync(join(folder, 'train.corrected.jsonl'), 'utf8')
    expect(copy.match(/"output":"parking"/g)).toHaveLength(1)
    const data = /In the task file: (.*)/.exec(stdout)?.[1] ?? ''
    const task = readFileSync(join(folder, 'task.yaml'), 'utf8').replace(/^data: .*$/m, data)
    writeFileSync(join(folder, 'next.yaml'), task)
    const checked = await crossover(['check', 'next.yaml', '--json'], { cwd: folder })
    expect(JSON.parse(checked.stdout)).toMatchObject({ rows: { test: 24 } })
    expect(await expectRefusal(['label', 'apply', 'ann.jsonl'], { cwd: folder })).toContain('exists already')
    expect((await crossover(['label', 'apply', 'ann.jsonl', '--force'], { cwd: folder })).exitCode).toBe(0)
  })

  it('writes answers of an extraction as JSON, and a copy beside test files without ids', async () => {
    const row = (at: number) => ({ doc: { text: `contract ${at} of firm${at * 7}` }, out: { n: at } })
    const folder = taskFolder({
      task: {
        kind: 'kind: extraction',
        data: 'data: { train: a.jsonl, test: b.jsonl, fields: { input: doc.text, expected: out } }',
        success: 'success: { quality: { metric: f1, atLeast: 0.5 } }',
        methods: '',
      },
      files: {
        'a.jsonl': jsonLines([1, 2, 3, 4, 5, 6, 7, 8].map(row)),
        'b.jsonl': jsonLines([11, 12].map(row)),
      },
    })
    await label(folder, '+ {"n": 100}\n=\nq\n')
    const { stdout } = await crossover(['label', 'apply', 'labels.jsonl'], { cwd: folder })
    expect(stdout).toContain('8 rows · 1 corrected · 0 new')
    const copy = readFileSync(join(folder, 'a.corrected.jsonl'), 'utf8')
    expect(copy).toContain('"out":{"n":100}')
    const data = /In the task file: (.*)/.exec(stdout)?.[1] ?? ''
    const task = readFileSync(join(folder, 'task.yaml'), 'utf8').replace(/^data: .*$/m, data)
    writeFileSync(join(folder, 'next.yaml'), task)
    const checked = await crossover(['check', 'next.yaml', '--json'], { cwd: folder })
    expect(JSON.parse(checked.stdout)).toMatchObject({ rows: { test: 2 } })
  })

  it('keeps a test set that was drawn, in a file of its own', async () => {
    const train = deskRows({ count: 18 })
    const folder = taskFolder({
      task: { data: 'data: { examples: all.csv, fields: { input: text, expected: desk } }' },
      files: {
        'all.csv': [
          'text,desk,id',
          ...train.map(({ input, output }, at) => `"${input}",${output},x${at}`),
        ].join('\n'),
      },
    })
    await crossover(['run', '--no-llm', '--exit-zero'], { cwd: folder, env: empty })
    await label(folder, '1\n1\n1\nq\n')
    const { stdout } = await crossover(['label', 'apply', 'labels.jsonl'], { cwd: folder })
    expect(stdout).toContain('all.corrected.test.jsonl: the drawn test rows, unchanged')
    expect(stdout).toContain('id: "row_id"')
    const rows = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
    expect(rows('all.corrected.jsonl').length + rows('all.corrected.test.jsonl').length).toBe(54)
    const data = /In the task file: (.*)/.exec(stdout)?.[1] ?? ''
    const task = readFileSync(join(folder, 'task.yaml'), 'utf8').replace(/^data: .*$/m, data)
    writeFileSync(join(folder, 'next.yaml'), task)
    const checked = await crossover(['check', 'next.yaml', '--json'], { cwd: folder })
    // The same test set by the same ids: that it was opened is not forgotten.
    expect(JSON.parse(checked.stdout)).toMatchObject({ testOpenings: 1, rows: { test: 11 } })
  })
})

const hasPython = process.platform !== 'win32' && spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)('label on a terminal (needs python3)', () => {
  const driver = fileURLToPath(new URL('drive-terminal.py', import.meta.url))

  function type(folder: string, steps: [string, string][]) {
    const command = [process.execPath, program, 'label', '--who', 'ann']
    const env: NodeJS.ProcessEnv = { ...process.env, ...empty, NO_COLOR: '1' }
    delete env['CI']
    return spawnSync('python3', [driver, JSON.stringify(steps), ...command], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
  }

  it('takes single keys, searches as you type, undoes and quits, without colours', () => {
    const folder = deskFolder()
    const { status, stdout } = type(folder, [
      ['1 of 18', '2'],
      ['2 of 18', '/'],
      ['search:', 'roo'],
      ['search: roo_', '\r'],
      ['3 of 18', 'u'],
      ['2 of 18', 'n'],
      ['note:', 'hm\r'],
      ['note: hm', 'l'],
      ['3 of 18', 'q'],
    ])
    expect(stdout).toContain('2 labelled')
    expect(status).toBe(0)
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/\u001B\[\d*(;\d+)*m/)
    expect(records(folder).map(({ action, output, note }) => [action, output ?? note])).toEqual([
      ['label', 'membership'],
      ['label', 'rooms'],
      ['undo', 'rooms'],
      ['note', 'hm'],
      ['label', 'loans'],
    ])
  })

  it('Ctrl-C ends with 130 and keeps what was decided', () => {
    const folder = deskFolder()
    const { status } = type(folder, [
      ['1 of 18', '1'],
      ['2 of 18', '\u0003'],
    ])
    expect(status).toBe(130)
    expect(records(folder)).toHaveLength(1)
    expect(existsSync(join(folder, 'test-openings.jsonl'))).toBe(false)
  })
})
