import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import type { ChatMessage, GenerateRequest, Generation, LanguageModel } from '../../contracts/model.ts'
import { silentProgress } from '../../contracts/progress.ts'
import { taskFileSchema, type Task } from '../../contracts/task.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { UnreachableModelError } from '../../errors.ts'
import { optimised } from '../../methods/prompt/optimise/optimised.ts'
import { optimisedSpecSchema } from '../../methods/prompt/optimise/optimised-spec.ts'
import { randomSource } from '../../stats/random-source.ts'
import { openStore, type Store } from '../../store/open-store.ts'
import { fitOne } from './fit-one.ts'
import type { RunContext } from './run-context.ts'
import { SearchBudget } from './search-budget.ts'

const budget = 150
const labels = ['bread', 'cake', 'tea']
let folders: string[] = []
let stores: Store[] = []
beforeEach(() => {
  folders = []
  stores = []
})
afterEach(() => {
  for (const store of stores) store.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test.each([
  { name: 'reflection', models: { language: ['fake:small'] }, reflector: 'fake:big' },
  { name: 'halving', models: { language: ['local:fake'] }, reflector: undefined },
])('$name: killed ten times and resumed, it finds the same and pays for nothing twice', async (setting) => {
  const whole = kitchen(setting)
  const found = await whole.fit()
  expect(whole.asked.length).toBeLessThanOrEqual(budget)
  expect(new Set(whole.asked).size).toBe(whole.asked.length)
  const random = randomSource(11)
  const killed = kitchen(setting)
  for (let time = 0; time < 10; time += 1) {
    killed.dieAfter(1 + random.below(Math.floor(whole.asked.length / 10) - 1))
    await expect(killed.fit()).rejects.toThrow('Stopped.')
  }
  killed.dieAfter(Number.POSITIVE_INFINITY)
  const resumed = await killed.fit()
  expect({ ...resumed, fitCost: found.fitCost }).toEqual(found)
  expect(killed.asked.toSorted()).toEqual(whole.asked.toSorted())
})

test('reflection takes up what the reflector found out, and says what it tried', async () => {
  const { fit, asked } = kitchen({ models: { language: ['fake:small'] }, reflector: 'fake:big' })
  const { optimisation, template } = optimisedSpecSchema.parse((await fit()).spec)
  expect(template).toContain('Crumbs mean cake.')
  expect(optimisation).toMatchObject({ by: 'reflection', reflector: 'fake:big', calls: asked.length })
  expect(optimisation?.tried.find(({ name }) => name === optimisation.winner)?.merit).toBe(1)
  expect(optimisation?.optimism).toBeGreaterThanOrEqual(0)
  expect(optimisation?.tokens.input).toBeGreaterThan(0)
})

test('the reflector sees rows of train only', async () => {
  const { fit, prompts } = kitchen({ models: { language: ['fake:small'] }, reflector: 'fake:big' })
  await fit()
  const reflections = prompts.filter((text) => text.includes('<instruction>'))
  expect(reflections.length).toBeGreaterThan(0)
  for (const text of reflections) expect(text).not.toContain('validation row')
})

test('a resolved spec is not searched again', async () => {
  const { fit, asked } = kitchen({ models: { language: ['fake:small'] }, reflector: 'fake:big' })
  const found = await fit()
  const before = asked.length
  expect((await fit(optimisedSpecSchema.parse(found.spec))).version).toBe(found.version)
  expect(asked).toHaveLength(before)
})

interface Setting {
  models: { language: string[] }
  reflector: string | undefined
}

/** A run with models that follow a rule only when their instruction states it, and that count what they are asked. */
function kitchen({ models, reflector }: Setting) {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-search-'))
  folders.push(folder)
  const store = openStore(folder)
  stores.push(store)
  const asked: string[] = []
  const prompts: string[] = []
  let left = Number.POSITIVE_INFINITY
  let stop = new AbortController()
  const pay = (name: string, messages: ChatMessage[]) => {
    if (left <= 0) {
      stop.abort()
      throw new Error('killed')
    }
    left -= 1
    const text = messages.map(({ content }) => content).join('\n')
    asked.push(`${name} ${text}`)
    prompts.push(text)
    return text
  }
  const task = taskOf({ folder, models, reflector })
  const split = trainingSplit({ train: rowsOf('train', 40), validation: rowsOf('validation', 20) })
  const run = (): RunContext => {
    const pool: RunContext['pool'] = {
      identify: async (name) => ({ name, role: 'language', provider: name.split(':')[0] ?? '' }),
      language: async (name) => fakeModel(name, (messages) => pay(name, messages)),
      embedder: () => Promise.reject(new UnreachableModelError('no embedder here')),
      close: async () => undefined,
    }
    const events = { progress: silentProgress, notice: () => undefined, scored: () => undefined }
    return {
      task,
      store,
      pool,
      freshPool: pool,
      events,
      signal: stop.signal,
      searchBudget: new SearchBudget(task),
    } as RunContext
  }
  return {
    asked,
    prompts,
    dieAfter: (calls: number) => (left = calls),
    fit: async (given = optimised.specs(task)[0]) => {
      stop = new AbortController()
      if (given === undefined) throw new RangeError('no spec')
      const outcome = await fitOne(run(), { method: optimised as never, spec: given }, split)
      if ('candidate' in outcome) return outcome.candidate
      throw new RangeError('no candidate')
    },
  }
}

function fakeModel(name: string, pay: (messages: ChatMessage[]) => string): LanguageModel {
  return {
    identity: { name, role: 'language', provider: name.split(':')[0] ?? '' },
    contextTokens: 8000,
    countTokens: async () => 10,
    generate: async ({ messages }: GenerateRequest): Promise<Generation> => {
      const text = pay(messages)
      const rules = ['Steam means tea.', 'Crumbs mean cake.'].filter((rule) => text.includes(rule))
      const answer = messages[0]?.content.startsWith('You improve')
        ? `Here it is:\n<instruction>Name the thing. ${nextRules(text)}</instruction>`
        : labelFor(messages.at(-1)?.content ?? '', rules)
      const usage = { inputTokens: text.length, outputTokens: 3, source: 'counted' as const }
      return { text: answer, finishReason: 'stop', usage, latencyMs: 1 }
    },
    close: async () => undefined,
  }
}

/** One rule more each time, so that it takes two good reflections. */
function nextRules(text: string): string {
  return text.includes('Steam means tea.') ? 'Steam means tea. Crumbs mean cake.' : 'Steam means tea.'
}

function labelFor(input: string, rules: readonly string[]): string {
  if (input.includes('steam') && rules.includes('Steam means tea.')) return 'tea'
  if (input.includes('crumbs') && rules.includes('Crumbs mean cake.')) return 'cake'
  return 'bread'
}

function rowsOf(kind: string, count: number): Example[] {
  const words = ['crust', 'crumbs', 'steam']
  return Array.from({ length: count }, (_, index) => ({
    id: `${kind}-${index}`,
    input: { text: `${kind} row ${index} with ${words[index % 3]}` },
    expected: labels[index % 3] ?? '',
    source: { file: `${kind}.jsonl`, line: index + 1 },
  }))
}

function taskOf(given: Setting & { folder: string }): Task {
  const file = taskFileSchema.parse({
    name: 'kitchen',
    kind: 'classification',
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'accuracy', atLeast: 0.9 } },
    models: given.models,
    prompting: {
      budgetCalls: budget,
      ...(given.reflector === undefined ? {} : { reflector: given.reflector }),
    },
    evaluation: { concurrency: 3 },
  })
  return { ...file, path: join(given.folder, 'task.yaml'), folder: given.folder, defaults: [] }
}
