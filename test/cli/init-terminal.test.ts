import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { crossover, program, temporaryFolder } from './crossover.ts'
import { deskRows } from './task-folder.ts'

const hasPython = process.platform !== 'win32' && spawnSync('python3', ['--version']).status === 0
const driver = fileURLToPath(new URL('drive-terminal.py', import.meta.url))
const enter = '\r'
const down = '\u001B[B'
const cancel = '\u0003'

/** Runs `init` on a terminal of its own and types into it. */
function init(folder: string, steps: [string, string][], args: string[] = []) {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
  delete env['CI']
  const command = [process.execPath, program, 'init', 'desk.csv', ...args]
  return spawnSync('python3', [driver, JSON.stringify(steps), ...command], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
}

function deskFolder(): string {
  const folder = temporaryFolder()
  const lines = deskRows({ count: 20 }).map(
    ({ input, output }, index) => `m${index},${input.length},"${input}",${output},c${index % 9}`,
  )
  const text = ['ticket,length,message,team,customer', ...lines, ''].join('\n')
  writeFileSync(join(folder, 'desk.csv'), text)
  writeFileSync(join(folder, 'later.csv'), text.replaceAll(/^m/gm, 'l'))
  return folder
}

const taskOf = (folder: string): string => readFileSync(join(folder, 'task.yaml'), 'utf8')

describe.skipIf(!hasPython)('init on a terminal (needs python3)', () => {
  it('takes a default for every question with Enter', () => {
    const folder = deskFolder()
    const { status, stdout } = init(folder, [
      ['the input and the answer?', enter],
      ['What kind of task', enter],
      ['Which rows test', enter],
      ['How is quality measured?', enter],
      ['is good enough?', enter],
      ['How many answers a month?', enter],
      ['What may one answer cost', enter],
      ['How long may an answer take', enter],
      ['Write ', enter],
    ])
    expect([status, stdout]).toEqual([0, expect.stringContaining('Next: crossover check')])
    expect(stdout).toContain('60 rows read as CSV, plain rows.')
    expect(stdout).toContain('5 columns: ticket, length, message, team, customer')
    expect(stdout).toMatch(/ {2}1\. \S.*\r?\n {5}→ \w+/)
    const text = taskOf(folder)
    expect(text).toContain('fields: { input: message, expected: team }')
    expect(text).toContain('quality: { metric: accuracy, atLeast: 0.9, notWorseBy: 0.03 }')
  })

  it('lets the mapping be corrected and every answer be given; a wrong one is asked again', () => {
    const folder = deskFolder()
    const { status, stdout } = init(folder, [
      ['the input and the answer?', 'n'],
      ['Which column is the input?', enter],
      ['Which column is the answer?', enter],
      ['Which column is the id', down + enter],
      ['Which column is the time', enter],
      ['Which column is the group', down + down + enter],
      ['the input and the answer?', enter],
      ['What kind of task', enter],
      ['Which rows test', down + enter],
      ['Path of the test file?', `nowhere.csv${enter}`],
      ['There is no file nowhere.csv', ''],
      ['Path of the test file?', `later.csv${enter}`],
      ['How is quality measured?', down + enter],
      ['is good enough?', `85${enter}`],
      ['Write 0.85 for 85 %', `\u007F\u007F0.85${enter}`],
      ['How many answers a month?', `40,000${enter}`],
      ['What may one answer cost', `0.002${enter}`],
      ['How long may an answer take', `500${enter}`],
      ['Write ', enter],
    ])
    expect([status, stdout]).toEqual([0, expect.stringContaining('Next: crossover check')])
    const text = taskOf(folder)
    expect(text).toContain('  train: desk.csv\n  test: later.csv')
    expect(text).toContain('fields: { input: message, expected: team, id: ticket, group: customer }')
    expect(text).toContain('quality: { metric: macroF1, atLeast: 0.85, notWorseBy: 0.03 }')
    expect(text).toContain('latencyMs: { p95: 500 }\n  costPerQueryUsd: 0.002')
    expect(text).toContain('perMonth: 40000')
  })

  it.each<[string, [string, string][]]>([
    ['the first question', [['the input and the answer?', cancel]]],
    [
      'the last question',
      [
        ['the input and the answer?', enter],
        ['How many answers a month?', cancel],
      ],
    ],
    [
      'the end, with a no',
      [
        ['the input and the answer?', enter],
        ['How many answers a month?', enter],
        ['Write ', 'n'],
      ],
    ],
  ])('writes nothing after a cancel at %s', (_, steps) => {
    const folder = deskFolder()
    const flags = ['--kind', 'classification', '--split', 'random', '--metric', 'accuracy', '--target', '0.9']
    const { status, stdout } = init(folder, steps, [...flags, '--cost', '1', '--latency', '900'])
    expect(stdout).toContain('Nothing was written.')
    expect(status).toBe(130)
    expect(existsSync(join(folder, 'task.yaml'))).toBe(false)
  })

  it('asks nothing with --yes', () => {
    const folder = deskFolder()
    const { status, stdout } = init(folder, [], ['--yes'])
    expect([status, stdout]).toEqual([0, expect.not.stringContaining('the answer?')])
    expect(existsSync(join(folder, 'task.yaml'))).toBe(true)
  })
})

describe('init without a terminal', () => {
  it('takes an answer for every question as a flag', async () => {
    const folder = deskFolder()
    const fields = ['--input', 'message', '--expected', 'team', '--id', 'ticket', '--group', 'customer']
    const limits = ['--target', '80 %', '--per-month', '500', '--cost', '0.01', '--latency', '750']
    const args = ['init', 'desk.csv', ...fields, ...limits, '--metric', 'macroF1', '--split', 'group']
    expect(await crossover(args, { cwd: folder })).toMatchObject({ exitCode: 0 })
    const text = taskOf(folder)
    expect(text).toContain('  split: { by: group }')
    expect(text).toContain('quality: { metric: macroF1, atLeast: 0.8, notWorseBy: 0.03 }')
    expect(text).toContain('volume: { perMonth: 500,')
    const checked = await crossover(['check', '--no-deep', '--json'], { cwd: folder })
    expect(checked.stderr).toBe('')
  })

  it('refuses answers that contradict each other before anything is written', async () => {
    const folder = deskFolder()
    const problem = async (...args: string[]): Promise<string> => {
      const { exitCode, stderr } = await crossover(['init', 'desk.csv', ...args], { cwd: folder })
      expect(exitCode).toBe(2)
      expect(existsSync(join(folder, 'task.yaml'))).toBe(false)
      return stderr
    }
    expect(await problem('--metric', 'chrF')).toContain(
      'The metric is chrF. For a task of kind classification it must be accuracy or macroF1.',
    )
    expect(await problem('--split', 'group')).toContain('A split by group needs the column of the group.')
    expect(await problem('--test', 'none.csv')).toContain('There is no file none.csv.')
    expect(await problem('--per-month', '0')).toContain('It must be a number above 0.')
  })
})
