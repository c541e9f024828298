import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { reportSchema, type Report } from '../../src/contracts/report.ts'
import {
  json,
  startScriptedServer,
  type ReceivedCall,
  type ScriptedServer,
} from '../../src/models/http/transport/scripted-server.fixture.ts'
import { crossover } from './crossover.ts'
import { deskRows, taskFolder, taskText, type TaskLines } from './task-folder.ts'

let server: ScriptedServer
beforeAll(async () => {
  server = await startScriptedServer(rightAnswer)
})
afterAll(() => server.close())

const prompt = (words: string) => `=== system\n${words}\n=== user\n{{ input }}\n`
const task = (): TaskLines => ({
  methods: 'methods: [prompt/custom, baseline/ngram-linear]',
  prompts: 'prompts: [plain, terse]',
  prompting: 'prompting: { budgetMinutes: 0 }',
  providers: `providers: { fake: { baseUrl: ${server.url}/v1 } }`,
  models: 'models: { language: [fake:tiny] }',
  success: 'success: { quality: { metric: accuracy, atLeast: 0.5, notWorseBy: 0.15 } }',
  prices: "prices: { 'fake:tiny': { inputPerMillionUsd: 1, outputPerMillionUsd: 2 } }",
  volume: 'volume: { perMonth: 1000 }',
})

const makeTask = () =>
  taskFolder({
    task: task(),
    files: {
      'prompts/plain.liquid': prompt('PLAIN Which desk? access, loans or till.'),
      'prompts/terse.liquid': prompt('TERSE access, loans or till?'),
    },
  })

it('asks nothing where nothing changed, and opens nothing', async () => {
  const cwd = makeTask()
  const first = await measure(cwd)
  expect(first.calls).toBeGreaterThan(0)
  const again = await measure(cwd)
  expect([again.calls, openingsOf(cwd)]).toEqual([0, 1])
  expect(again.report.verdict).toEqual(first.report.verdict)
})

it('asks the changed prompt alone again', async () => {
  const cwd = makeTask()
  const before = await measure(cwd)
  writeFileSync(join(cwd, 'prompts', 'terse.liquid'), prompt('SHORTER access, loans or till?'))
  const after = await measure(cwd)
  expect(after.calls).toBeGreaterThan(0)
  expect(after.texts.every((text) => text.includes('SHORTER'))).toBe(true)
  expect(versionOf(after.report, 'plain')).toBe(versionOf(before.report, 'plain'))
  expect(versionOf(after.report, 'terse')).not.toBe(versionOf(before.report, 'terse'))
})

it('opens nothing where the changed prompt is no finalist', async () => {
  const cwd = makeTask()
  const isTerse = ({ body }: ReceivedCall) => /TERSE|SHORTER/u.test(body)
  const answer = (call: ReceivedCall) => (isTerse(call) ? answered('loans') : rightAnswer(call))
  const before = await measure(cwd, answer)
  expect(isFinalist(before.report, 'plain')).toBe(true)
  writeFileSync(join(cwd, 'prompts', 'terse.liquid'), prompt('SHORTER access, loans or till?'))
  const after = await measure(cwd, answer)
  expect(after.texts.length).toBeGreaterThan(0)
  expect(after.texts.every((text) => text.includes('SHORTER'))).toBe(true)
  expect([isFinalist(after.report, 'plain'), openingsOf(cwd)]).toEqual([true, 1])
})

it('asks the prompt that was added alone', async () => {
  const cwd = makeTask()
  await measure(cwd)
  writeFileSync(join(cwd, 'prompts', 'third.liquid'), prompt('THIRD access, loans or till?'))
  writeFileSync(join(cwd, 'task.yaml'), taskText({ ...task(), prompts: 'prompts: [plain, terse, third]' }))
  const { texts } = await measure(cwd)
  expect(texts.length).toBeGreaterThan(0)
  expect(texts.every((text) => text.includes('THIRD'))).toBe(true)
})

it('asks the model that was added alone, and tells the two apart by name', async () => {
  const cwd = makeTask()
  const before = await measure(cwd)
  const models = 'models: { language: [fake:tiny, fake:other] }'
  writeFileSync(join(cwd, 'task.yaml'), taskText({ ...task(), models }))
  // An evaluation stores the candidate under its new name; the verdict of before is decided under its own.
  await crossover(['evaluate', '--prompt', 'plain', '--json'], { cwd })
  const decided = await crossover(['decide', '--json'], { cwd })
  expect(z.looseObject({ report: reportSchema }).parse(JSON.parse(decided.stdout)).report.verdict).toEqual(
    before.report.verdict,
  )
  const { report, texts } = await measure(cwd)
  expect(texts.length).toBeGreaterThan(0)
  expect(texts.every((text) => text.includes('"other"'))).toBe(true)
  const names = report.candidates.map(({ name }) => name)
  expect(names).toContain('prompt plain (fake:tiny)')
  expect(new Set(names).size).toBe(names.length)
})

it('asks nothing and opens nothing after a price, a volume, a target or a limit changed, and decides anew', async () => {
  const cwd = makeTask()
  const before = await measure(cwd)
  const changes: { change: TaskLines; differs: (report: Report) => unknown }[] = [
    {
      change: { prices: "prices: { 'fake:tiny': { inputPerMillionUsd: 9, outputPerMillionUsd: 2 } }" },
      differs: ({ candidates }) => candidates.find(({ family }) => family === 'prompt')?.costPerQueryUsd,
    },
    { change: { volume: 'volume: { perMonth: 90000 }' }, differs: ({ task: { perMonth } }) => perMonth },
    {
      change: { success: 'success: { quality: { metric: accuracy, atLeast: 0.99, notWorseBy: 0.15 } }' },
      differs: ({ verdict }) => verdict.because,
    },
    {
      change: {
        success:
          'success: { quality: { metric: accuracy, atLeast: 0.5, notWorseBy: 0.15 }, latencyMs: { p50: 9000 } }',
      },
      differs: ({ candidates }) => candidates.map(({ meets }) => meets.map(({ target }) => target)),
    },
  ]
  for (const { change, differs } of changes) {
    writeFileSync(join(cwd, 'task.yaml'), taskText({ ...task(), ...change }))
    const after = await measure(cwd)
    expect([after.calls, openingsOf(cwd)]).toEqual([0, 1])
    expect(differs(after.report)).not.toEqual(differs(before.report))
  }
})

async function measure(
  cwd: string,
  answer = rightAnswer,
): Promise<{ report: Report; calls: number; texts: string[] }> {
  server.play(answer)
  const { stdout } = await crossover(['run', '--json', '--exit-zero', '--yes'], { cwd })
  const texts = server.calls.map(({ body }) => body)
  return { report: reportSchema.parse(JSON.parse(stdout)), calls: texts.length, texts }
}

function versionOf({ candidates }: Report, name: string): string | undefined {
  return candidates.find((candidate) => candidate.name.includes(name))?.version
}

function isFinalist({ candidates }: Report, name: string): boolean | undefined {
  return candidates.find((candidate) => candidate.name.includes(name))?.finalist
}

function openingsOf(folder: string): number {
  const path = join(folder, 'test-openings.jsonl')
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').length : 0
}

/** Knows every message of the desk. */
function rightAnswer({ body }: ReceivedCall) {
  const row = deskRows({ count: 26 }).find(({ input }) => body.includes(JSON.stringify(input).slice(1, -1)))
  return answered(row?.output ?? 'till')
}

function answered(content: string) {
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
  return json({ id: 'one', model: 'tiny', choices, usage: { prompt_tokens: 40, completion_tokens: 2 } })
}
