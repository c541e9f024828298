import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  json,
  refused,
  startScriptedServer,
  type ScriptedServer,
} from '../../src/models/http/transport/scripted-server.fixture.ts'
import { crossover, needsModels, testHome } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder, taskLines } from './task-folder.ts'

let server: ScriptedServer
beforeAll(async () => {
  server = await startScriptedServer(({ body }) => says(reworded(body)))
})
afterAll(() => server.close())

const rowSchema = z.strictObject({
  id: z.string(),
  input: z.string(),
  output: z.string(),
  meta: z.looseObject({ synthetic: z.literal(true), source: z.string(), time: z.iso.datetime() }),
})
const askedSchema = z.looseObject({ messages: z.array(z.looseObject({ content: z.string() })) })

/** The text a model is asked to say in other words, so that a head knows the label and no text is near another. */
function reworded(body: string): string {
  const question = askedSchema.parse(JSON.parse(body)).messages.at(-1)?.content ?? ''
  const text = question.slice(question.lastIndexOf('Text:') + 6)
  return text
    .split(/\s+/u)
    .map((word, at) => (at % 2 === 1 ? `${word}, well,` : word))
    .join(' ')
}

function says(content: string) {
  const usage = { prompt_tokens: 90, completion_tokens: 12 }
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
  return json({ id: 'one', model: 'tiny', choices, usage })
}

const folder = (task: Record<string, string> = {}) =>
  taskFolder({
    task: {
      methods: 'methods: [baseline/majority, tune/head]',
      providers: `providers: { fake: { baseUrl: ${server.url}/v1 } }`,
      prices: "prices: { 'fake:tiny': { inputPerMillionUsd: 1, outputPerMillionUsd: 2 } }",
      ...task,
    },
  })
const write = (...more: string[]) => ['synthesise', '--model', 'fake:tiny', '--agree', '0.2', ...more]

describe.skipIf(testHome === undefined)(`synthesise (${needsModels})`, () => {
  it('writes sound examples, marked, from train rows only, and a second time asks nothing', async () => {
    const cwd = folder()
    server.play(({ body, number }) => says(number === 2 ? 'ok' : reworded(body)))
    const { exitCode, stdout, stderr } = await crossover(write('--count', '8'), { cwd })
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('Hosted models will cost about')])
    expect(stderr).toMatch(/requests to hosted models: [\d.e-]+ of 5.00 USD spent/u)
    expect(stdout).toMatch(/^synthetic\.jsonl: 8 of 8 examples, from \d+ answers of fake:tiny$/mu)
    expect(stdout).toContain('left out: much shorter or longer than train rows (1)')
    expect(stdout).toMatch(
      /label check: the head must give the label at least 0\.2; \d+ % of the real train rows pass/u,
    )
    const rows = readRows(cwd)
    const given = new Map(deskRows({ count: 26 }).map((row) => [row.id, row]))
    expect(rows).toHaveLength(8)
    for (const { meta, output } of rows) expect(given.get(meta.source)?.output).toBe(output)
    for (const { input } of deskRows({ from: 18, count: 8 }))
      expect(server.calls.some(({ body }) => body.includes(JSON.stringify(input).slice(1, -1)))).toBe(false)

    const asked = server.calls.length
    const again = await crossover(write('--count', '8', '--force', '--json'), { cwd })
    expect(server.calls).toHaveLength(asked)
    expect(JSON.parse(again.stdout)).toMatchObject({ kept: 8, leftOut: { length: 1, test: 0 } })
    const unstamped = (all: typeof rows) =>
      all.map(({ meta, ...row }) => ({ ...row, meta: { ...meta, time: '' } }))
    expect(unstamped(readRows(cwd))).toEqual(unstamped(rows))
  })

  it('are measured with and without by run, on the same validation rows', async () => {
    const cwd = folder()
    server.play(({ body }) => says(reworded(body)))
    await crossover(write('--count', '9', '--how', 'rare-label'), { cwd })
    const data = taskLines.data.replace('test: test.jsonl', 'test: test.jsonl, synthetic: synthetic.jsonl')
    writeFileSync(
      join(cwd, 'task.yaml'),
      readFileSync(join(cwd, 'task.yaml'), 'utf8').replace(taskLines.data, data),
    )
    const { stdout } = await crossover(['run', '--no-llm', '--json', '--exit-zero'], { cwd })
    const report = z
      .looseObject({
        candidates: z.array(
          z.looseObject({ name: z.string(), validation: z.looseObject({ n: z.number() }).optional() }),
        ),
        synthetic: z.array(
          z.looseObject({ n: z.number(), difference: z.looseObject({ value: z.number() }) }),
        ),
        verdict: z.looseObject({ because: z.array(z.looseObject({ text: z.string() })) }),
      })
      .parse(JSON.parse(stdout))
    const heads = report.candidates.filter(({ name }) => name.startsWith('head'))
    expect(Object.fromEntries(heads.map(({ name, validation }) => [name, validation?.n]))).toEqual({
      head: 8,
      'head + synthetic': 8,
    })
    expect(report.synthetic).toMatchObject([{ with: 'head + synthetic', without: 'head', rows: 9, n: 8 }])
    expect(report.verdict.because.map(({ text }) => text).join('\n')).toMatch(
      /head \+ synthetic: 9 rows a model wrote, .* against head on the same 8 validation rows: not shown to help or harm\./u,
    )
  })

  it('keeps what there is when the server fails, and says how to go on', async () => {
    const cwd = folder()
    server.play(({ body, number }) =>
      number < 3 ? says(reworded(body)) : refused(401, { message: 'bad key' })(),
    )
    const { exitCode, stdout } = await crossover(write('--count', '20'), { cwd })
    expect(exitCode).toBe(3)
    expect(stdout).toMatch(/Stopped early: .*The same command with --force goes on: answers are kept\./u)
  })
})

describe('synthesise refuses', () => {
  it('what it cannot do, before anything is asked', async () => {
    const cwd = folder()
    server.play(({ body }) => says(reworded(body)))
    expect(await expectRefusal(write('--count', '0'), { cwd })).toContain(
      'It must be a whole number from 1 to 100000.',
    )
    expect(await expectRefusal(write('--count', '3', '--label', 'loan'), { cwd })).toContain(
      'No train row has the label loan',
    )
    writeFileSync(join(cwd, 'synthetic.jsonl'), '')
    expect(await expectRefusal(write('--count', '3'), { cwd })).toContain('synthetic.jsonl exists already.')
    expect(server.calls).toHaveLength(0)
  })

  it('to go beyond the spend limit', async () => {
    const cwd = folder({
      kind: 'kind: generation',
      success: 'success: { quality: { metric: chrF, atLeast: 0.5 } }',
    })
    server.play(({ body }) => says(reworded(body)))
    const { exitCode, stdout } = await crossover(write('--count', '3', '--max-spend', '0'), { cwd })
    expect(exitCode).toBe(3)
    expect(stdout).toContain('nothing was written')
    expect(server.calls).toHaveLength(0)
    expect(existsSync(join(cwd, 'synthetic.jsonl'))).toBe(false)
  })

  it.each(['run', 'check', 'evaluate'])('a written row in a file to be scored on (%s)', async (verb) => {
    const row = { id: 'w', input: 'a made-up question', output: 'loans', meta: { synthetic: true } }
    const cwd = folder()
    const isOwn = verb === 'evaluate'
    const file = isOwn ? 'more.jsonl' : 'test.jsonl'
    writeFileSync(join(cwd, file), jsonLines([...deskRows({ from: 18, count: 8 }), row]))
    const args = isOwn ? [verb, '--file', file, '--method', 'baseline/majority'] : [verb]
    expect(await expectRefusal(args, { cwd })).toContain(
      `${file} line 25 is marked meta.synthetic: a model wrote it. A test file must hold real rows only.`,
    )
  })
})

function readRows(cwd: string) {
  return readFileSync(join(cwd, 'synthetic.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => rowSchema.parse(JSON.parse(line)))
}
