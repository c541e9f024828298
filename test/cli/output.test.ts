import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { dataReportSchema, reportSchema } from '../../src/contracts/report.ts'
import { crossover, temporaryFolder } from './crossover.ts'
import { expectOneMessage } from './expect-refusal.ts'
import { taskFolder } from './task-folder.ts'

const commands = ['init', 'check', 'label', 'run', 'predict', 'cost', 'report', 'models', 'engine', 'doctor']
const escape = '\u001B'
const folder = temporaryFolder()

describe('help', () => {
  it('lists the commands, each of which explains itself with an example', async () => {
    const { exitCode, stdout, stderr } = await crossover(['--help'], { cwd: folder })
    expect([exitCode, stderr]).toEqual([0, ''])
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    expect(stdout).toMatch(/Examples:\n {2}crossover init/)
  })

  it.each(commands)('of %s has an example', async (command) => {
    const { exitCode, stdout } = await crossover([command, '--help'], { cwd: folder })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(new RegExp(`Examples:\n  crossover ${command}`))
  })

  it('has a version', async () => {
    const { exitCode, stdout } = await crossover(['--version'], { cwd: folder })
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  })
})

describe('what is mistyped is refused with a suggestion', () => {
  it.each([
    { args: ['chek'], says: ["unknown command 'chek'", '(Did you mean check?)'] },
    { args: ['run', '--no-lm'], says: ["unknown option '--no-lm'", '(Did you mean --no-llm?)'] },
    { args: ['run', '--jsn'], says: ["unknown option '--jsn'", '(Did you mean --json?)'] },
    { args: ['run', 'a', 'b'], says: ["too many arguments for 'run'", 'crossover run --help'] },
    {
      args: ['engine', 'add', 'trainr'],
      says: ['Allowed: llama (language models), onnx (embeddings), trainer'],
    },
    { args: ['engine', 'add'], says: ["missing required argument 'name'"] },
    {
      args: ['models', 'fetch', 'local:minilm-l7'],
      says: ['There is no model "local:minilm-l7". Did you mean local:minilm-l6?'],
    },
    { args: ['init'], says: ["missing required argument 'data'"] },
    { args: ['init', 'x.csv', '--target', '95'], says: ['Write 0.95 for 95 %.'] },
  ])('crossover $args', async ({ args, says }) => {
    const result = await crossover(args, { cwd: folder })
    expectOneMessage(result)
    for (const words of says) expect(result.stderr).toContain(words)
  })
})

describe('a measured task', () => {
  let measured = ''
  beforeAll(async () => {
    measured = taskFolder()
    await crossover(['run', '--no-llm'], { cwd: measured })
  })

  it('prints one JSON object on stdout and nothing else', async () => {
    for (const args of [
      ['run', '--no-llm', '--json'],
      ['report', '--json'],
    ]) {
      const { stdout } = await crossover(args, { cwd: measured })
      expect(stdout.trimEnd().split('\n')).toHaveLength(1)
      expect(reportSchema.parse(JSON.parse(stdout)).task.name).toBe('library-desk')
    }
    const { stdout } = await crossover(['check', '--json'], { cwd: measured })
    expect(dataReportSchema.parse(JSON.parse(stdout)).rows.test).toBe(24)
  })

  it('reads plain in a pipe, under NO_COLOR and under CI', async () => {
    for (const env of [{}, { NO_COLOR: '1' }, { CI: 'true' }, { TERM: 'dumb' }]) {
      for (const args of [['run', '--no-llm'], ['report'], ['check']]) {
        const { stdout, stderr } = await crossover(args, { cwd: measured, env })
        expect(stdout.length).toBeGreaterThan(100)
        expect(stdout + stderr).not.toContain(escape)
      }
    }
  })

  it('is found by the path of its file and of its folder', async () => {
    for (const path of [measured, join(measured, 'task.yaml')]) {
      const { stdout } = await crossover(['report', path], { cwd: folder })
      expect(stdout).toContain('library-desk · 24 test rows · first opening of this test set')
      expect(stdout).toContain(`Report: ${join(measured, '.crossover', 'reports', 'latest.html')}`)
    }
  })

  it('ends with 1 without a verdict, and with 0 where that is asked for', async () => {
    expect((await crossover(['run', '--no-llm'], { cwd: measured })).exitCode).toBe(1)
    expect((await crossover(['run', '--no-llm', '--exit-zero'], { cwd: measured })).exitCode).toBe(0)
  })
})
