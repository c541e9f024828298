import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  json,
  startScriptedServer,
  type ReceivedCall,
  type ScriptedServer,
} from '../../src/models/http/transport/scripted-server.fixture.ts'
import { reportSchema } from '../../src/contracts/report.ts'
import { crossover, type Finished } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder } from './task-folder.ts'

/** Rows that are in no other file of the task: sixteen, none of them about loans. */
const fresh = deskRows({ from: 0, count: 8 })
  .filter(({ output }) => output !== 'loans')
  .map((row) => ({ ...row, id: `new-${row.id}`, input: `Good morning! ${row.input}` }))

const evaluationSchema = z.strictObject({
  candidate: z.strictObject({
    name: z.string(),
    kind: z.string(),
    family: z.string(),
    version: z.string().length(64),
  }),
  on: z.string(),
  rows: z.number(),
  failed: z.number(),
  alsoInTrain: z.number().optional(),
  quality: z
    .strictObject({ metric: z.string(), value: z.number(), n: z.number(), low: z.number(), high: z.number() })
    .optional(),
  meets: z
    .looseObject({ criterion: z.literal('quality'), target: z.number(), result: z.string() })
    .optional(),
  validity: z.record(z.string(), z.number()),
  tokensPerQuery: z.strictObject({ input: z.number(), output: z.number() }).optional(),
  costPerQueryUsd: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).optional(),
  latencyMs: z
    .strictObject({
      p50: z.number().positive(),
      p95: z.number().positive(),
      atATime: z.number().optional(),
      kept: z.number(),
    })
    .optional(),
})

function evaluationOf({ stdout }: Finished): z.infer<typeof evaluationSchema> {
  return evaluationSchema.parse(JSON.parse(stdout))
}

describe('evaluate', () => {
  let server: ScriptedServer
  beforeAll(async () => {
    server = await startScriptedServer(rightAnswer)
  })
  afterAll(() => server.close())

  const folder = () =>
    taskFolder({
      files: { 'check.jsonl': jsonLines(fresh) },
      task: {
        methods: 'methods: [prompt/zero-shot, baseline/ngram-linear]',
        providers: `providers: { fake: { baseUrl: ${server.url}/v1 } }`,
        models: 'models: { language: [fake:tiny] }',
      },
    })
  const evaluate = (cwd: string, ...args: string[]) => crossover(['evaluate', ...args], { cwd })

  it('scores a method on validation rows, as JSON and in words; answers are paid for once', async () => {
    const cwd = folder()
    server.play(rightAnswer)
    const result = await evaluate(cwd, '--method', 'prompt/zero-shot', '--json')
    expect(result.exitCode).toBe(0)
    const found = evaluationOf(result)
    expect(found).toMatchObject({
      candidate: { name: 'zero-shot', kind: 'prompt/zero-shot', family: 'prompt' },
      on: 'validation',
      failed: 0,
      quality: { metric: 'accuracy', value: 1, n: found.rows },
      meets: { target: 0.5, result: 'meets' },
      validity: { first: found.rows, fallback: 0, invalid: 0 },
      tokensPerQuery: { input: 40, output: 2 },
    })
    const { p50 = 0, p95 = 0, ...asked } = found.latencyMs ?? {}
    expect(p95).toBeGreaterThanOrEqual(p50)
    expect(asked).toEqual({ atATime: 8, kept: 0 })
    expect(server.calls).toHaveLength(found.rows)

    const words = await evaluate(cwd, '--method', 'prompt/zero-shot')
    expect(words.exitCode).toBe(0)
    expect(words.stdout).toContain(`zero-shot (prompt/zero-shot) on ${found.rows} rows of validation\n`)
    expect(words.stdout).toMatch(/^accuracy 100\.0.% \(.* to 100\.0\), target 50.%: met$/mu)
    expect(words.stdout).toMatch(
      /^half within .*, 95 of 100 within .* \(up to 8 asked at a time, so waiting in line is counted: evaluation\.concurrency: 1 leaves it out; \d+ answers kept from before with their times of then\)$/mu,
    )
    expect(server.calls).toHaveLength(found.rows)
    expect(existsSync(join(cwd, 'test-openings.jsonl'))).toBe(false)
  })

  it('ends with 1 where a file shows that the target is missed', async () => {
    const cwd = folder()
    server.play(() => answered('loans'))
    const result = await evaluate(cwd, '--method', 'prompt/zero-shot', '--file', 'check.jsonl', '--json')
    expect(result.exitCode).toBe(1)
    expect(evaluationOf(result)).toMatchObject({
      on: 'check.jsonl',
      rows: 16,
      quality: { value: 0, n: 16 },
      meets: { result: 'fails' },
    })
  })

  it('ends with 3 where a row has no answer, and asks that one alone the next time', async () => {
    const cwd = folder()
    const [missing] = fresh
    const isMissing = ({ body }: ReceivedCall) => body.includes(JSON.stringify(missing?.input).slice(1, -1))
    server.play((call) =>
      isMissing(call) ? json({ error: { message: 'no such words' } }, { status: 400 }) : rightAnswer(call),
    )
    const args = ['--method', 'prompt/zero-shot', '--file', 'check.jsonl', '--json']
    const result = await evaluate(cwd, ...args)
    expect(result.exitCode).toBe(3)
    expect(evaluationOf(result)).toMatchObject({ rows: 16, failed: 1, quality: { value: 1, n: 15 } })

    server.play(rightAnswer)
    const again = await evaluate(cwd, ...args)
    expect(again.exitCode).toBe(0)
    expect(evaluationOf(again)).toMatchObject({ failed: 0, quality: { n: 16 } })
    expect(server.calls).toHaveLength(1)
  })

  it('ends with 3 where no row has an answer', async () => {
    const cwd = folder()
    server.play(() => json({ error: { message: 'no' } }, { status: 400 }))
    const result = await evaluate(cwd, '--method', 'prompt/zero-shot', '--file', 'check.jsonl', '--json')
    expect(result.exitCode).toBe(3)
    const { quality, meets, failed, latencyMs } = evaluationOf(result)
    expect([quality, meets, failed, latencyMs]).toEqual([undefined, undefined, 16, undefined])
  })

  it('takes what the latest run chose, and says how many rows it learnt from', async () => {
    const cwd = taskFolder()
    const { exitCode } = await crossover(['run', '--exit-zero', '--json'], { cwd })
    expect(exitCode).toBe(0)
    const result = await evaluate(cwd, '--file', 'train.jsonl', '--json')
    expect(evaluationOf(result)).toMatchObject({ candidate: { kind: 'baseline/ngram-linear' }, rows: 54 })
    expect(evaluationOf(result).alsoInTrain).toBeGreaterThan(30)
    expect((await evaluate(cwd, '--file', 'train.jsonl')).stdout).toContain('of these rows are also in train')
  })

  it('takes the prompt that is named among those of the reader', async () => {
    const prompt = (words: string) => `=== system\n${words}\n=== user\n{{ input }}\n`
    const cwd = taskFolder({
      files: {
        'prompts/long.liquid': prompt('Answer at length: access, loans or till.'),
        'prompts/short.liquid': prompt('access, loans or till?'),
      },
      task: {
        methods: 'methods: [prompt/custom, baseline/ngram-linear]',
        prompts: 'prompts: [long, short]',
        providers: `providers: { fake: { baseUrl: ${server.url}/v1 } }`,
        models: 'models: { language: [fake:tiny] }',
      },
    })
    server.play(rightAnswer)
    const short = await evaluate(cwd, '--prompt', 'short', '--json')
    expect(short.exitCode).toBe(0)
    expect(evaluationOf(short).candidate.name).toContain('short')
    expect(server.calls.every(({ body }) => body.includes('access, loans or till?'))).toBe(true)
    const refused = (...args: string[]) => expectRefusal(['evaluate', ...args], { cwd })
    expect(await refused('--prompt', 'shrt')).toContain('Did you mean short? Listed: long, short.')
    expect(await refused('--prompt', 'short', '--method', 'prompt/zero-shot')).toContain(
      'A prompt of your own is prompt/custom, not prompt/zero-shot: name one or the other.',
    )
  })

  it('asks another model with --model, as the candidate a run that lists it has', async () => {
    const cwd = folder()
    server.play(rightAnswer)
    const looked = await evaluate(cwd, '--method', 'prompt/zero-shot', '--model', 'fake:other', '--json')
    expect(server.calls.every(({ body }) => body.includes('"other"'))).toBe(true)
    writeFileSync(
      join(cwd, 'task.yaml'),
      readFileSync(join(cwd, 'task.yaml'), 'utf8').replace('[fake:tiny]', '[fake:tiny, fake:other]'),
    )
    const ran = await crossover(['run', '--json', '--exit-zero', '--yes'], { cwd })
    const { candidates } = reportSchema.parse(JSON.parse(ran.stdout))
    expect(candidates.find(({ name }) => name === 'zero-shot (fake:other)')?.version).toBe(
      evaluationOf(looked).candidate.version,
    )
    expect(await expectRefusal(['evaluate', '--model', 'fake:other'], { cwd })).toContain(
      '--model fake:other says nothing without --method or --prompt',
    )
    expect(
      await expectRefusal(['evaluate', '--method', 'baseline/ngram-linear', '--model', 'fake:other'], {
        cwd,
      }),
    ).toContain('baseline/ngram-linear asks no language model')
    expect(
      await expectRefusal(['evaluate', '--method', 'prompt/zero-shot', '--model', 'fak:other'], { cwd }),
    ).toContain('Did you mean fake?')
  })

  it('refuses the test set, its rows in another file, and what is not there', async () => {
    const [sealed] = deskRows({ from: 18, count: 8 })
    const shouted = [...fresh, { ...sealed, id: 'again', input: `  ${sealed?.input}\n` }]
    const cwd = taskFolder({ files: { 'mixed.jsonl': jsonLines(shouted), 'bad.jsonl': '{"input": 1}\n' } })
    const refused = (...args: string[]) => expectRefusal(['evaluate', ...args], { cwd })
    const method = ['--method', 'baseline/ngram-linear']
    expect(await refused(...method, '--file', 'test.jsonl')).toContain(
      'test.jsonl is the test set of this task: it is opened for a verdict only.',
    )
    expect(await refused(...method, '--file', 'mixed.jsonl')).toContain(
      'mixed.jsonl: 1 of its 17 rows has the text of a sealed test row.',
    )
    expect(await refused(...method, '--file', 'none.jsonl')).toContain('none.jsonl')
    expect(await refused(...method, '--file', 'bad.jsonl')).toContain('bad.jsonl')
    expect(await refused('--method', 'prompt/zero-shots')).toContain('Did you mean prompt/zero-shot?')
    expect(await refused('--method', 'prompt/grounded')).toContain('for classification')
    expect(await refused('--max-spend', 'much')).toContain('It must be an amount in USD')
  })
})

function answered(content: string) {
  const usage = { prompt_tokens: 40, completion_tokens: 2 }
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
  return json({ id: 'one', model: 'tiny', choices, usage })
}

/** Knows every message of the desk. */
function rightAnswer({ body }: ReceivedCall) {
  const row = deskRows({ count: 26 }).find(({ input }) => body.includes(JSON.stringify(input).slice(1, -1)))
  return answered(row?.output ?? 'no label')
}
