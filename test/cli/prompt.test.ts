import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  json,
  startScriptedServer,
  type ScriptedServer,
} from '../../src/models/http/transport/scripted-server.fixture.ts'
import { crossover } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { taskFolder } from './task-folder.ts'

const short = '=== system\nPick a desk.\n=== user\n{{ input }}\n'
const ann = ['--author', 'Ann']

/** Lines of the history, without the dates. */
function historyOf(folder: string): Record<string, unknown>[] {
  const lines = readFileSync(join(folder, 'prompts', 'history.jsonl'), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const { at: _, ...event } = z.looseObject({ at: z.iso.datetime() }).parse(JSON.parse(line))
    return event
  })
}

async function done(args: readonly string[], cwd: string): Promise<string> {
  const result = await crossover(['prompt', ...args], { cwd })
  expect({ exitCode: result.exitCode, stderr: result.stderr }).toEqual({ exitCode: 0, stderr: '' })
  return result.stdout
}

describe('prompt new, show, diff and promote', () => {
  it('copies a prompt, notices an edit by hand, and brings the first version back', async () => {
    const cwd = taskFolder()
    const path = join(cwd, 'prompts', 'short.liquid')
    const made = await done(['new', 'short', '--note', 'to be cut', ...ann], cwd)
    const [, version = ''] =
      /short\.liquid is short@([0-9a-f]{10})\. It names description, labels, input/.exec(made) ?? []
    expect(made).toContain('prompts: [short]')
    expect(await done(['list'], cwd)).toMatch(
      new RegExp(`^short +${version} +Ann +\\d{4}-\\d\\d-\\d\\d +not measured`, 'm'),
    )

    writeFileSync(path, readFileSync(path, 'utf8').replace('Answer with exactly one', 'Pick one'))
    expect(await done(['list'], cwd)).toMatch(
      new RegExp(`^short .* edited, not measured .* short@${version} `, 'm'),
    )
    expect(await done(['diff', 'short'], cwd)).toContain(
      '[-Answer with exactly-]{+Pick+} one of these labels:',
    )
    expect(await done(['diff', 'short', `short@${version}`], cwd)).toContain(
      '[-Pick-]{+Answer with exactly+} one',
    )

    expect(await done(['promote', `short@${version.slice(0, 4)}`, ...ann], cwd)).toContain(
      `is short@${version}. It was short@`,
    )
    expect(await done(['diff', 'zero-shot', 'short'], cwd)).toContain('They are the same.')
    const events = historyOf(cwd)
    expect(events.map(({ event, name, author }) => [event, name, author])).toEqual([
      ['recorded', 'zero-shot', 'crossover'],
      ['recorded', 'short', 'Ann'],
      ['recorded', 'short', 'Ann'],
      ['promoted', 'short', 'Ann'],
    ])
    expect(events[1]).toMatchObject({ parent: `zero-shot@${version}`, note: 'to be cut' })
    expect(events[2]).toMatchObject({ parent: `short@${version}` })
    const shown = await done(['show', `short@${String(events[2]?.['version'])}`], cwd)
    expect(shown).toContain('Pick one of these labels:')
    expect(shown).toContain('Variables: description, labels, input')
  })

  it('as JSON says what a script needs', async () => {
    const cwd = taskFolder({
      files: { 'prompts/short.liquid': short },
      task: { methods: 'methods: [prompt]', prompts: 'prompts: [short]' },
    })
    const listed = z
      .array(z.looseObject({ name: z.string(), state: z.string(), competes: z.boolean() }))
      .parse(JSON.parse(await done(['list', '--json'], cwd)))
    expect(listed.find(({ name }) => name === 'short')).toMatchObject({
      state: 'new',
      competes: true,
      tokens: { source: 'estimated' },
    })
    expect(listed.find(({ name }) => name === 'zero-shot')).toMatchObject({
      state: 'not written',
      author: 'crossover',
    })
    expect(JSON.parse(await done(['show', 'short', '--json'], cwd))).toMatchObject({
      name: 'short',
      text: short,
      isCurrent: true,
      variables: ['input'],
      versions: [],
    })
  })

  it('refuses what it cannot do, and writes nothing', async () => {
    const cwd = taskFolder({ files: { 'prompts/short.liquid': short } })
    const refused = (args: string[]) => expectRefusal(['prompt', ...args], { cwd })
    expect(await refused(['show', 'shrt'])).toContain('There is no prompt "shrt". Did you mean short?')
    expect(await refused(['new', 'few-shot'])).toContain(
      'few-shot is the prompt of the method prompt/few-shot.',
    )
    expect(await refused(['promote', 'short'])).toContain('short names no version. Write short@version.')
    expect(await refused(['try', 'short', '--rows', '0'])).toContain(
      'It must be a whole number of at least 1.',
    )
  })
})

describe('prompt import', () => {
  const prompty =
    '---\nname: Desk Router\nmodel: { api: chat }\ntools: []\n---\nsystem:\nRoute it.\nuser:\n{{question}}\n'

  it('reads a .prompty, maps its variable and names what is left out', async () => {
    const cwd = taskFolder({ files: { 'router.prompty': prompty } })
    const made = await done(['import', 'router.prompty', ...ann], cwd)
    expect(made).toContain('{{ question }} became {{ input }}')
    expect(made).toContain('model is left out: the task file names the models')
    expect(made).toContain('tools are not supported and left out')
    expect(readFileSync(join(cwd, 'prompts', 'desk-router.liquid'), 'utf8')).toBe(
      '=== system\nRoute it.\n=== user\n{{input}}\n',
    )
    expect(historyOf(cwd)).toMatchObject([
      { name: 'desk-router', author: 'Ann', note: 'imported from router.prompty' },
    ])
  })

  it('makes a plain text the system message', async () => {
    const cwd = taskFolder({ files: { 'old one.txt': 'Which desk?\r\n' } })
    await done(['import', 'old one.txt', '--name', 'old'], cwd)
    expect(readFileSync(join(cwd, 'prompts', 'old.liquid'), 'utf8')).toBe(
      '=== system\nWhich desk?\n=== user\n{{ input }}\n',
    )
    expect(await done(['new', 'older', '--from', './old one.txt'], cwd)).toContain('older.liquid is older@')
  })

  it('refuses variables that cannot be told, and says how to tell', async () => {
    const cwd = taskFolder({ files: { 'two.txt': '{{ name }} asks {{ question }}' } })
    const refused = (...args: string[]) => expectRefusal(['prompt', 'import', 'two.txt', ...args], { cwd })
    expect(await refused()).toContain('two.txt has the variables name, question: which of them is the input?')
    expect(await refused('--variable', 'question')).toContain('Write --variable question=input.')
  })
})

describe('prompts that are measured', () => {
  let server: ScriptedServer
  beforeAll(async () => {
    server = await startScriptedServer(({ body }) => answer(body))
  })
  afterAll(() => server.close())

  const folder = (changes: { prompts?: string; text?: string } = {}) =>
    taskFolder({
      files: { 'prompts/short.liquid': changes.text ?? short },
      task: {
        methods: 'methods: [prompt/zero-shot, prompt/custom]',
        prompts: changes.prompts ?? 'prompts: [short]',
        providers: `providers: { fake: { baseUrl: ${server.url}/v1 } }`,
        models: 'models: { language: [fake:tiny] }',
      },
    })

  it('try asks a few validation rows, shows the answers side by side, and records the score', async () => {
    const cwd = folder()
    server.play(({ body }) => answer(body))
    const { exitCode, stdout } = await crossover(
      ['prompt', 'try', 'short', '--against', 'zero-shot', '--rows', '3', ...ann],
      { cwd },
    )
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^expected +short@[0-9a-f]{10} +zero-shot@[0-9a-f]{10}$/m)
    expect(stdout).toMatch(/^loans +✓ loans +✗ rooms$/m)
    expect(stdout).toMatch(
      /^short@[0-9a-f]{10} {2}33\.3.% \(6\.1 to 79\.2, 3 rows\), 40 tokens a question$/mu,
    )
    expect(stdout).toMatch(/does better than zero-shot@[0-9a-f]{10} on 1 row, worse on 1, as well on 1/)
    expect(server.calls).toHaveLength(6)
    expect(historyOf(cwd).map(({ event, name, by, author }) => [event, name, author, by])).toEqual([
      ['recorded', 'short', 'Ann', undefined],
      ['measured', 'short', 'Ann', 'try'],
      ['recorded', 'zero-shot', 'crossover', undefined],
      ['measured', 'zero-shot', 'Ann', 'try'],
    ])

    const again = await crossover(['prompt', 'try', 'short', '--rows', '3', '--json'], { cwd })
    expect(server.calls).toHaveLength(6)
    expect(JSON.parse(again.stdout)).toMatchObject({
      metric: 'accuracy',
      model: 'fake:tiny',
      prompts: [{ name: 'short', score: { n: 3 }, failed: 0 }],
    })
    expect(historyOf(cwd)).toHaveLength(4)
    expect(existsSync(join(cwd, 'test-openings.jsonl'))).toBe(false)
  })

  it('compete in a run, which records what they scored; an edit is another version', async () => {
    const cwd = folder()
    server.play(({ body }) => answer(body))
    const { stdout, stderr } = await crossover(['run', '--json'], { cwd })
    expect(stderr).not.toContain('were not written down')
    const report = z
      .looseObject({ candidates: z.array(z.looseObject({ name: z.string(), kind: z.string() })) })
      .parse(JSON.parse(stdout))
    expect(report.candidates.find(({ kind }) => kind === 'prompt/custom')).toMatchObject({
      name: 'prompt short',
      family: 'prompt',
    })
    expect(await done(['list'], cwd)).toMatch(/^short .* rows\) +40 +– +yes$/m)

    writeFileSync(join(cwd, 'prompts', 'short.liquid'), short.replace('a desk', 'a desk now'))
    await crossover(['run', '--json'], { cwd })
    const events = historyOf(cwd).filter(({ name }) => name === 'short')
    expect(events.map(({ event, by }) => [event, by])).toEqual([
      ['recorded', undefined],
      ['measured', 'run'],
      ['recorded', undefined],
      ['measured', 'run'],
    ])
    expect(events[2]).toMatchObject({ parent: `short@${String(events[0]?.['version'])}` })
  })

  it('are checked before a model is asked', async () => {
    server.play(({ body }) => answer(body))
    const unknown = folder({ text: '=== user\n{{ ticket }}\n' })
    for (const args of [['run'], ['prompt', 'try', 'short']]) {
      const { exitCode, stderr } = await crossover(args, { cwd: unknown })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(
        'names "ticket", which is no variable of it. Allowed: input, description, labels, demonstrations.',
      )
    }
    const missing = folder()
    rmSync(join(missing, 'prompts', 'short.liquid'))
    const { exitCode, stderr } = await crossover(['run'], { cwd: missing })
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('There is no prompt')])
  })
})

/** A model that knows one word, by the prompt. */
function answer(body: string) {
  const content = body.includes('Pick a desk') ? 'loans' : 'Rooms.'
  const usage = { prompt_tokens: 40, completion_tokens: 2 }
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
  return json({ id: 'one', model: 'tiny', choices, usage })
}
