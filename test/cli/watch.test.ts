import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  json,
  startScriptedServer,
  type ReceivedCall,
} from '../../src/models/http/transport/scripted-server.fixture.ts'
import { crossover } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder, taskText, type TaskLines } from './task-folder.ts'

const testRows = deskRows({ from: 18, count: 8 })
/** Answers of a hosted model, recorded: 1,000 + 10 tokens each. */
const answers = (right: number) =>
  jsonLines(
    testRows.map(({ id, output }, at) => ({
      id,
      output: at < right ? output : 'elsewhere',
      latencyMs: 400,
      inputTokens: 1000,
      outputTokens: 10,
    })),
  )
const priced = (prompt: number, tuned: number) =>
  `prices: { 'recorded:a-prompt': { inputPerMillionUsd: ${prompt}, outputPerMillionUsd: ${prompt} }, 'recorded:a-tuned': { inputPerMillionUsd: ${tuned}, outputPerMillionUsd: ${tuned} } }`
const task: TaskLines = {
  methods: 'methods: [baseline/majority]',
  success:
    'success: { quality: { metric: accuracy, atLeast: 0.5, notWorseBy: 0.15 }, latencyMs: { p50: 2000 } }',
  recorded:
    'recorded: [{ name: a-prompt, family: prompt, file: prompt.jsonl }, { name: a-tuned, family: tune, file: tuned.jsonl }]',
  volume: 'volume: { perMonth: 1000000 }',
  prices: priced(1, 3),
}
const usd = z.strictObject({ lowUsd: z.number(), highUsd: z.number() })
const verdict = z.strictObject({ choice: z.string(), candidate: z.string().optional(), isSame: z.boolean() })
const watchSchema = z.looseObject({
  changes: z.array(
    z.looseObject({ model: z.string(), candidates: z.array(z.string()), isChanged: z.boolean() }),
  ),
  now: z.union([verdict, z.strictObject({ unknown: z.string() })]),
  basis: z.looseObject({ candidate: z.string(), perQueryNowUsd: z.number() }),
  others: z.array(
    z.looseObject({
      model: z.string(),
      perQueryUsd: z.number(),
      isCheaper: z.boolean(),
      isNewer: z.boolean(),
      isNewlyListed: z.boolean(),
      isPricedByTask: z.boolean(),
      command: z.string(),
      look: usd,
      ifAlike: verdict.optional(),
    }),
  ),
})

describe('models --watch', () => {
  let cwd = ''
  const kept = () =>
    ['.crossover/reports/latest.json', 'test-openings.jsonl'].map((path) =>
      readFileSync(join(cwd, path), 'utf8'),
    )
  const watch = async (env: Record<string, string | undefined> = {}) => {
    const { exitCode, stdout } = await crossover(['models', '--watch', '--json'], {
      cwd,
      env: { OPENAI_API_KEY: undefined, ...env },
    })
    return { exitCode, found: watchSchema.parse(JSON.parse(stdout)) }
  }

  beforeAll(async () => {
    cwd = taskFolder({ task, files: { 'prompt.jsonl': answers(24), 'tuned.jsonl': answers(24) } })
    await crossover(['run', '--no-llm'], { cwd })
  })

  it('says that the verdict stays where no price changed', async () => {
    const { exitCode, found } = await watch()
    expect(exitCode).toBe(0)
    expect(found.now).toEqual({ choice: 'prompt', candidate: 'a-prompt', isSame: true })
    expect(found.changes.map(({ model, isChanged }) => [model, isChanged])).toEqual([
      ['recorded:a-prompt', false],
      ['recorded:a-tuned', false],
    ])
    expect(found.basis.candidate).toBe('a-prompt')
    // 1,010 tokens at 1 USD a million.
    expect(found.basis.perQueryNowUsd).toBeCloseTo(0.00101, 9)
    // No vendor is configured: no model of any is named.
    expect(found.others).toEqual([])
  })

  it('names cheaper models of a vendor whose key is set, with the command, its cost and the verdict if alike', async () => {
    const was = kept()
    const { found } = await watch({ OPENAI_API_KEY: 'sk-none' })
    const nano = found.others.find(({ model }) => model === 'openai:gpt-5-nano')
    // 1,000 tokens at .05 and 10 at .40 USD a million.
    expect(nano?.perQueryUsd).toBeCloseTo((1000 * 0.05 + 10 * 0.4) / 1e6, 12)
    expect(nano).toMatchObject({ isCheaper: true, isNewer: false })
    expect(nano?.command).toMatch(
      /^crossover evaluate --method prompt\/zero-shot --model openai:gpt-5-nano --max-spend [\d.]+$/u,
    )
    expect(nano?.look.highUsd).toBeGreaterThanOrEqual(nano?.look.lowUsd ?? Infinity)
    expect(nano?.look.lowUsd).toBeGreaterThan(0)
    expect(found.others.every(({ perQueryUsd }) => perQueryUsd < 0.00101)).toBe(true)
    expect(found.others[0]?.ifAlike).toEqual({ choice: 'prompt', candidate: 'a-prompt', isSame: true })
    for (const { model } of found.others) expect(model).not.toMatch(/audio|embedding|image|whisper/u)
    expect(kept()).toEqual(was)
  })

  it('ends with 1 where a changed price makes another verdict, and says so in words', async () => {
    writeFileSync(join(cwd, 'task.yaml'), taskText({ ...task, prices: priced(9, 3) }))
    const was = kept()
    const { exitCode, found } = await watch()
    expect(exitCode).toBe(1)
    expect(found.now).toMatchObject({ choice: 'tune', candidate: 'a-tuned', isSame: false })
    expect(found.changes.map(({ isChanged }) => isChanged)).toEqual([true, false])
    const { stdout } = await crossover(['models', '--watch'], { cwd, env: { OPENAI_API_KEY: 'sk-none' } })
    expect(stdout).toContain('it would be: use a-tuned. crossover decide says why.')
    expect(stdout).toContain(
      'recorded:a-prompt (a-prompt): the price changed from 1 USD in and 1 USD out per million tokens (task file, no date) to 9 USD in and 9 USD out per million tokens (task file, no date)',
    )
    // gpt-5-nano is among the cheaper ones: the day it ends stands with it, and who said so.
    expect(stdout).toContain('    retires on 2026-12-11 (https://developers.openai.com/api/docs/deprecations')
    expect(stdout).toContain('Stored rows cannot say:\n  how good and how fast another model is')
    expect(stdout).not.toContain('sk-none')
    expect(kept()).toEqual(was)
    writeFileSync(join(cwd, 'task.yaml'), taskText(task))
  })

  it('holds a hosted model against newer and cheaper ones, with a command that measures them', async () => {
    const server = await startScriptedServer(rightAnswer)
    try {
      const providers = `providers: { openai: { baseUrl: ${server.url}/v1 } }`
      const models = 'models: { language: [openai:gpt-5-mini] }'
      const methods = 'methods: [prompt/zero-shot, baseline/majority]'
      const folder = taskFolder({ task: { methods, providers, models } })
      const ran = await crossover(['run', '--yes', '--exit-zero'], { cwd: folder })
      expect(ran.exitCode).toBe(0)
      server.play(rightAnswer)
      const { stdout } = await crossover(['models', '--watch', '--json'], { cwd: folder })
      expect(server.calls).toEqual([])
      const { changes, basis, others } = watchSchema.parse(JSON.parse(stdout))
      expect(changes).toMatchObject([{ model: 'openai:gpt-5-mini', isChanged: false }])
      expect(basis).toMatchObject({ candidate: 'zero-shot', model: 'openai:gpt-5-mini' })
      expect(others[0]).toMatchObject({ model: 'openai:gpt-5.4-mini', isNewer: true, isCheaper: false })
      const { command = '', look } = others.find(({ model }) => model === 'openai:gpt-5-nano') ?? {}
      expect(look?.lowUsd).toBeGreaterThan(0)
      const measured = await crossover([...command.split(' ').slice(1), '--json'], { cwd: folder })
      expect(JSON.parse(measured.stdout)).toMatchObject({ quality: { value: 1 }, failed: 0 })
      expect(server.calls.length).toBeGreaterThan(0)
      expect(server.calls.every(({ body }) => body.includes('"gpt-5-nano"'))).toBe(true)

      // As if the library had not listed one yet when the verdict was reached; and one that the task file prices alone.
      const record = join(folder, '.crossover', 'reports', 'latest-decision.json')
      const text = readFileSync(record, 'utf8')
      expect(text).toContain('"openai:gpt-5-pro",')
      writeFileSync(record, text.replace('"openai:gpt-5-pro",', ''))
      const rates = '{ inputPerMillionUsd: 90, outputPerMillionUsd: 90 }'
      // Of a vendor that is not configured nothing can be asked.
      const prices = `prices: { 'openai:just-out': ${rates}, 'gone:model': ${rates} }`
      writeFileSync(join(folder, 'task.yaml'), taskText({ methods, providers, models, prices }))
      const later = await crossover(['models', '--watch', '--json'], { cwd: folder })
      const found = watchSchema.parse(JSON.parse(later.stdout)).others
      expect(found[0]).toMatchObject({ model: 'openai:just-out', isPricedByTask: true, isCheaper: false })
      expect(found.map(({ model }) => model)).not.toContain('gone:model')
      expect(found.filter(({ isNewlyListed }) => isNewlyListed).map(({ model }) => model)).toEqual([
        'openai:gpt-5-pro',
      ])
    } finally {
      await server.close()
    }
  })

  it('says why where rows changed, and refuses a task without a report', async () => {
    const test = readFileSync(join(cwd, 'test.jsonl'), 'utf8')
    writeFileSync(join(cwd, 'test.jsonl'), test.slice(test.indexOf('\n') + 1))
    const { exitCode, found } = await watch()
    expect([exitCode, found.now]).toEqual([
      0,
      { unknown: 'The test rows are not those of the latest verdict.' },
    ])
    writeFileSync(join(cwd, 'test.jsonl'), test)
    const fresh = taskFolder()
    expect(await expectRefusal(['models', '--watch'], { cwd: fresh })).toContain('There is no report yet')
    expect(await expectRefusal(['models', '--watch', 'none'], { cwd: fresh })).toContain(
      'There is no task file',
    )
    expect(existsSync(join(fresh, '.crossover'))).toBe(false)
  })
})

/** Knows every message of the desk. */
function rightAnswer({ body }: ReceivedCall) {
  const row = deskRows({ count: 26 }).find(({ input }) => body.includes(JSON.stringify(input).slice(1, -1)))
  const message = { role: 'assistant', content: row?.output ?? 'till' }
  const usage = { prompt_tokens: 40, completion_tokens: 2 }
  return json({ id: 'one', model: 'tiny', choices: [{ index: 0, message, finish_reason: 'stop' }], usage })
}
