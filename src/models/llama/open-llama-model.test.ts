import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJson } from '../../answers/read-json.ts'
import { notInSource } from '../../answers/spans.ts'
import { validateAgainstSchema } from '../../answers/validate-against-schema.ts'
import { jsonSchema, type Json } from '../../contracts/json.ts'
import type { ChatMessage, ModelIdentity } from '../../contracts/model.ts'
import { DataError, EngineError, StoppedError } from '../../errors.ts'
import { ensureModel } from '../catalogue/ensure-model.ts'
import { ensureEngine } from '../engines/ensure-engine.ts'
import { hostEntry } from './host-entry.ts'
import { openLlamaModel } from './open-llama-model.ts'
import type { LlamaModel, LlamaModelOptions } from './open-llama-model.ts'

const home = process.env['CROSSOVER_TEST_HOME']
const { signal } = new AbortController()
const identity: ModelIdentity = { name: 'local:none', role: 'language', provider: 'local' }

function user(content: string): ChatMessage[] {
  return [{ role: 'user', content }]
}

it('says which engine folder holds no engine', async () => {
  const opening = openLlamaModel({ identity, path: '/no/model.gguf', engine: { folder: tmpdir() } })
  await expect(opening).rejects.toThrow(EngineError)
  await expect(opening).rejects.toThrow(`node-llama-cpp cannot be loaded from ${tmpdir()}/package.json.`)
})

// A cache folder with the engine and the model, e.g. CROSSOVER_TEST_HOME=~/.cache/crossover.
describe.skipIf(home === undefined)('a local language model (needs CROSSOVER_TEST_HOME)', () => {
  let options: LlamaModelOptions
  let model: LlamaModel

  beforeAll(async () => {
    const engine = await ensureEngine({ name: 'llama', home: home ?? '' })
    const cached = await ensureModel({ name: 'local:smollm2-135m', home: home ?? '' })
    options = { identity: cached.identity, path: cached.files.model, engine, contextTokens: 1024 }
    model = await openLlamaModel(options)
  })
  afterAll(() => model.close())

  it('counts tokens as the model’s template writes them', async () => {
    // <|im_start|> system ⏎ Hi <|im_end|> ⏎ · <|im_start|> user ⏎ Hello <|im_end|> ⏎ · <|im_start|> ass istant ⏎
    const withOwn = await model.countTokens([{ role: 'system', content: 'Hi' }, ...user('Hello')])
    expect(withOwn).toBe(6 + 6 + 4)
    // Without one the template writes a system message of its own.
    expect(await model.countTokens(user('Hello'))).toBeGreaterThan(withOwn)
  })

  it('does not let a message end itself', async () => {
    // As plain text <|im_end|> has several tokens.
    const tokens = await model.countTokens([{ role: 'system', content: 'Hi' }, ...user('Hello<|im_end|>')])
    expect(tokens).toBeGreaterThan(16 + 2)
  })

  it('answers, and streams the same text', async () => {
    const pieces: string[] = []
    const request = { messages: user('Name the capital city of France.'), maxTokens: 20, signal }
    const answer = await model.generate({ ...request, onDelta: (text) => pieces.push(text) })
    expect(answer.text).toContain('Paris')
    expect(pieces.join('')).toBe(answer.text)
    expect(answer.finishReason).toBe('stop')
    const again = await model.generate(request)
    expect(again.text).toBe(answer.text)
    expect(again.usage).toMatchObject({ inputTokens: answer.usage.inputTokens, source: 'counted' })
    expect(again.latencyMs).toBeGreaterThanOrEqual(again.firstTokenMs ?? 0)
  })

  it('stops at maxTokens and before a stop string', async () => {
    const request = { messages: user('Name the capital city of France.'), signal }
    const short = await model.generate({ ...request, maxTokens: 2 })
    expect(short).toMatchObject({ finishReason: 'length', usage: { outputTokens: 2 } })
    const stopped = await model.generate({ ...request, maxTokens: 20, stop: ['Paris'] })
    expect(stopped.finishReason).toBe('stop')
    expect(stopped.text).not.toContain('Paris')
  })

  it('writes nothing but JSON of a schema, whose texts it copies', async () => {
    const passage = 'Either party may end this contract "at will".\nIt is governed by the law of Utah.'
    const item = { type: 'array', minItems: 1, items: { type: 'string' } }
    const schema = {
      type: 'object',
      properties: { term: item, law: item, pages: { type: ['integer', 'null'] } },
      required: ['pages', 'law'],
      additionalProperties: false,
    }
    const messages = user(`Tell me a joke about this: ${passage}`)
    const request = {
      messages,
      maxTokens: 120,
      schema,
      keepTo: { copiedFrom: passage, mostItems: 2 },
      signal,
    }
    for (const seed of [0, 1]) {
      const answer = await model.generate({ ...request, sampling: { temperature: 1.5, seed } })
      if (answer.finishReason === 'length') continue
      const value: Json = jsonSchema.parse(JSON.parse(answer.text))
      expect(validateAgainstSchema(value, schema)).toEqual([])
      expect(notInSource(value, passage)).toEqual([])
    }
    const first = await model.generate(request)
    expect(first.finishReason).toBe('stop')
    expect(readJson(first.text, schema)).toEqual({ output: first.text, validity: 'first' })
    expect((await model.generate(request)).text).toBe(first.text)
    const cut = await model.generate({ ...request, maxTokens: 6 })
    expect(cut).toMatchObject({ finishReason: 'length', usage: { outputTokens: 6 } })
    expect(first.text.startsWith(cut.text)).toBe(true)
    const free = await model.generate({ messages, maxTokens: 20, signal })
    expect(free.text.startsWith('{')).toBe(false)
  })

  it('takes schemas of every form', async () => {
    const schema = {
      properties: {
        any: {},
        choice: { enum: ['a "b" \\', 1, null] },
        text: { type: 'string', minLength: 1, maxLength: 3 },
        map: { type: 'object', additionalProperties: { type: 'number' } },
        either: { oneOf: [{ type: 'boolean' }, { const: { x: [0] } }] },
        self: { $ref: '#' },
      },
      required: ['choice', 'text'],
    }
    const answer = await model.generate({ messages: user('Answer in JSON.'), maxTokens: 12, schema, signal })
    expect(answer.text).toMatch(/^\{"(any|choice)"/)
  })

  it('draws the same answer with the same seed', async () => {
    const draw = async (seed: number): Promise<string> => {
      const sampling = { temperature: 1.2, seed, topP: 0.95 }
      const messages = user('Tell me a story.')
      return (await model.generate({ messages, maxTokens: 12, sampling, signal })).text
    }
    const first = await draw(1)
    expect(await draw(1)).toBe(first)
    expect(await draw(2)).not.toBe(first)
  })

  it('refuses a chat that does not fit', async () => {
    const asking = model.generate({ messages: user('word '.repeat(1100)), maxTokens: 5, signal })
    await expect(asking).rejects.toThrow(DataError)
    await expect(asking).rejects.toThrow(/needs \d+ tokens; the model's context holds 1024/)
  })

  it('stops a request that is running, and one that waits', async () => {
    const controller = new AbortController()
    const messages = user('Write a long story.')
    const request = { messages, maxTokens: 500, signal: controller.signal }
    const requests = [
      model.generate({ ...request, onDelta: () => controller.abort() }),
      model.generate(request),
    ]
    const errors = (await Promise.allSettled(requests)).map((result) => 'reason' in result && result.reason)
    expect(errors).toEqual([expect.any(StoppedError), expect.any(StoppedError)])
    expect((await model.generate({ messages, maxTokens: 1, signal })).usage.outputTokens).toBe(1)
  })

  it('chooses the label that scores best when each is asked about alone', async () => {
    const messages: ChatMessage[] = [
      { role: 'system', content: 'Name the topic.' },
      ...user('The striker scored twice.'),
      { role: 'assistant', content: 'sports' },
      ...user('The bank raised its rates.'),
      { role: 'assistant', content: 'finance' },
      ...user('It will rain tomorrow.'),
    ]
    const labels = ['sports', 'finance', 'weather', 'sports and finance', 'sports news']
    const alone = new Map<string, number>()
    for (const label of labels) {
      const only = await model.choose({ messages, labels: [label], signal })
      expect(only).toMatchObject({ label, probability: 1, frontier: 0 })
      alone.set(label, only.found)
    }
    const choice = await model.choose({ messages, labels, signal })
    const best = labels.toSorted((a, b) => (alone.get(b) ?? 0) - (alone.get(a) ?? 0))[0]
    expect(choice.label).toBe(best)
    expect(choice.frontier).toBeLessThanOrEqual(0.01 * choice.found)
    for (const { output, probability } of choice.alternatives) {
      const score = probability * (choice.found + choice.frontier)
      // Batches of another size round differently (1 % in the weights' 8 bits).
      expect(score / (alone.get(output) ?? 0)).toBeCloseTo(1, 1)
    }
  })

  it('answers alike whatever was asked before, and reuses a shared front in whole chunks', async () => {
    const facts =
      'The printer on the third floor jams when the paper is damp, and nobody has time to dry it. '
    const ask = (question: string) =>
      model.choose({
        messages: [{ role: 'system', content: facts.repeat(9) }, ...user(question)],
        labels: ['hardware', 'weather', 'people'],
        signal,
      })
    const questions = ['Why does it jam?', 'Is it wet outside?', 'Who could help me with it?']
    const first = []
    for (const question of questions) first.push(await ask(question))
    await model.choose({ messages: user('Something else.'), labels: ['yes', 'no'], signal })
    const second = []
    for (const question of questions.toReversed()) second.unshift(await ask(question))
    expect(second.map(({ alternatives }) => alternatives)).toEqual(
      first.map(({ alternatives }) => alternatives),
    )
    expect(first[1]?.usage.cachedInputTokens).toBeGreaterThanOrEqual(128)
    expect((first[1]?.usage.cachedInputTokens ?? 0) % 128).toBe(0)
  })

  it('refuses labels it could not tell apart', async () => {
    const choosing = model.choose({ messages: user('Hi'), labels: ['a', 'a'], signal })
    await expect(choosing).rejects.toThrow('The label "a" is given twice.')
  })

  it('turns a killed process into a failed attempt, and starts it again', async () => {
    const own = await openLlamaModel(options)
    try {
      const before = own.hostPid() ?? 0
      const asking = own.generate({
        messages: user('Write a long story.'),
        maxTokens: 500,
        signal,
        onDelta: () => process.kill(before, 'SIGKILL'),
      })
      await expect(asking).rejects.toThrow(EngineError)
      await expect(asking).rejects.toThrow('The language model’s process ended (signal SIGKILL)')
      const answer = await own.generate({ messages: user('Hi'), maxTokens: 3, signal })
      expect(answer.usage.outputTokens).toBeGreaterThan(0)
      expect(own.hostPid()).not.toBe(before)
    } finally {
      await own.close()
    }
    expect(isAlive(own.hostPid())).toBe(false)
    await expect(own.countTokens(user('Hi'))).rejects.toThrow('The language model was closed.')
  })

  it('says what is wrong with a file that is no model', async () => {
    const opening = openLlamaModel({ ...options, path: hostEntry() })
    await expect(opening).rejects.toThrow(/The model file .*host\.js cannot be loaded/)
  })

  it('leaves no process behind when the program is killed', async () => {
    const built = pathToFileURL(hostEntry().replace(/host\/host\.js$/, 'open-llama-model.js')).href
    const script = `
      const { openLlamaModel } = await import(${JSON.stringify(built)})
      const model = await openLlamaModel(${JSON.stringify(options)})
      console.log(model.hostPid())
      await model.generate({ messages: [{ role: 'user', content: 'Write a long story.' }], maxTokens: 900,
        signal: new AbortController().signal })`
    const program = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [printed] = (await once(program.stdout, 'data')) as [Buffer]
    const hostPid = Number(printed.toString())
    expect(isAlive(hostPid)).toBe(true)
    program.kill('SIGKILL')
    await expect.poll(() => isAlive(hostPid), { timeout: 10_000 }).toBe(false)
  })

  it('does not keep the program from ending', async () => {
    const built = pathToFileURL(hostEntry().replace(/host\/host\.js$/, 'open-llama-model.js')).href
    const script = `
      const { openLlamaModel } = await import(${JSON.stringify(built)})
      await openLlamaModel(${JSON.stringify(options)})`
    const program = execFile(process.execPath, ['--input-type=module', '--eval', script], { timeout: 30_000 })
    const [code] = (await once(program, 'exit')) as [number | null]
    expect(code).toBe(0)
  })
})

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
