import { afterEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../contracts/json.ts'
import type { GenerateRequest } from '../../contracts/model.ts'
import { ProviderError, SpendLimitError } from '../../errors.ts'
import { SpendMeter } from '../../prices/spend-meter.ts'
import { openHttpModel, type HttpModelOptions } from './open-http-model.ts'
import {
  events,
  json,
  refused,
  resetBeforeHeaders,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from './transport/scripted-server.fixture.ts'

const key = 'sk-test-0123456789abcdef'
const servers: ScriptedServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** 1 USD a million tokens, both ways. */
const prices = { 'lab:m': { inputPerMillionUsd: 1, outputPerMillionUsd: 1 } }
const said = (content: string, usage?: JsonObject) =>
  json({
    model: 'm-2026',
    choices: [{ message: { content }, finish_reason: 'stop' }],
    ...(usage === undefined ? {} : { usage }),
  })
const request = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content: 'Hello' }],
  maxTokens: 20,
  signal: new AbortController().signal,
  ...more,
})

async function open(script: Script, options: Partial<HttpModelOptions> = {}) {
  const server = await startScriptedServer(script)
  servers.push(server)
  const model = await openHttpModel({
    name: 'lab:m',
    providers: { lab: { baseUrl: `${server.url}/v1`, keyEnv: 'LAB_KEY', protocol: 'openai-chat' } },
    prices,
    keyOf: (name) => (name === 'LAB_KEY' ? key : undefined),
    clientOptions: { maxRetries: 2, random: () => 0 },
    ...options,
  })
  return { server, model }
}

describe('asking', () => {
  test('an answer with its usage, its model and no retry', async () => {
    const { server, model } = await open([said('refund', { prompt_tokens: 9, completion_tokens: 1 })])
    expect(await model.generate(request())).toMatchObject({
      text: 'refund',
      finishReason: 'stop',
      usage: { inputTokens: 9, outputTokens: 1, source: 'reported' },
      observedModel: 'm-2026',
      retries: 0,
    })
    expect(server.calls[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${key}` },
    })
    await model.close()
  })

  test('usage that is absent is estimated and says so', async () => {
    const { model } = await open([said('refund')])
    // "Hello" is ⌈5/3⌉ = 2 tokens and 8 for the message; "refund" is 2.
    expect((await model.generate(request())).usage).toEqual({
      inputTokens: 10,
      outputTokens: 2,
      source: 'estimated',
    })
    expect(await model.countTokens(request().messages)).toBe(10)
    await model.close()
  })

  test('a stream gives its pieces and its usage', async () => {
    const { model } = await open([
      events([
        { choices: [{ delta: { content: 're' }, finish_reason: null }] },
        { choices: [{ delta: { content: 'fund' }, finish_reason: 'stop' }] },
        { choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } },
      ]),
    ])
    const pieces: string[] = []
    const answer = await model.generate(request({ onDelta: (piece) => pieces.push(piece) }))
    expect(pieces).toEqual(['re', 'fund'])
    expect(answer).toMatchObject({ text: 'refund', usage: { inputTokens: 9, source: 'reported' } })
    expect(answer.firstTokenMs).toBeGreaterThanOrEqual(0)
    await model.close()
  })

  test('what comes after a stop string is cut off where the server took none', async () => {
    const { model } = await open([said('refund\nBecause')])
    expect((await model.generate(request({ stop: ['\n'] }))).text).toBe('refund')
    await model.close()
  })
})

describe('structured output', () => {
  const schema = {
    type: 'object',
    properties: { label: { type: 'string' }, why: { type: 'string' } },
    required: ['label'],
  }
  const formatOf = (server: ScriptedServer) =>
    server.calls.map(
      ({ json: body }) => ((body as JsonObject)['response_format'] as JsonObject | undefined)?.['type'],
    )

  test('a strict schema is answered in the original shape', async () => {
    const { model } = await open([said('{"label":"refund","why":null}')])
    expect((await model.generate(request({ schema }))).text).toBe('{"label":"refund"}')
    await model.close()
  })

  test('a refusal of the feature steps down once, and is remembered', async () => {
    const { server, model } = await open(({ json: body }) => {
      const format = (body as JsonObject)['response_format'] as JsonObject | undefined
      const isSchema = format?.['type'] === 'json_schema'
      return isSchema
        ? refused(400, { message: "'response_format' of type 'json_schema' is not supported" })()
        : said('{"label":"refund"}')
    })
    expect(await model.generate(request({ schema }))).toMatchObject({
      text: '{"label":"refund"}',
      retries: 0,
    })
    await model.generate(request({ schema }))
    expect(formatOf(server)).toEqual(['json_schema', 'json_object', 'json_object'])
    await model.close()
  })

  test('at the end of the ladder the schema is asked for in words', async () => {
    const { server, model } = await open([
      refused(400, { message: 'response_format is not supported' })(),
      refused(400, { message: 'response_format is not supported' })(),
      said('{"label":"refund"}'),
    ])
    await model.generate(request({ schema }))
    expect(formatOf(server)).toEqual(['json_schema', 'json_object', undefined])
    expect(server.calls[2]?.body).toContain('Answer with JSON that follows this JSON Schema')
    await model.close()
  })

  test('many at once step down together', async () => {
    const { server, model } = await open(({ body }) =>
      body.includes('json_schema"')
        ? refused(400, { message: 'json_schema is not supported' })()
        : said('{"label":"refund"}'),
    )
    await Promise.all([1, 2, 3, 4].map(() => model.generate(request({ schema }))))
    expect(formatOf(server).filter((type) => type === undefined)).toEqual([])
    await model.close()
  })

  test('a parameter the model does not take is left out from then on', async () => {
    const { server, model } = await open([
      refused(400, { message: "Unsupported value: 'temperature' does not support 0 with this model." })(),
      said('refund'),
    ])
    const asked = request({ sampling: { temperature: 0 } })
    await model.generate(asked)
    await model.generate(asked)
    expect(server.calls.map(({ json: body }) => (body as JsonObject)['temperature'])).toEqual([
      0,
      undefined,
      undefined,
    ])
    await model.close()
  })

  test('a chat that is too long is refused, not asked again in another way', async () => {
    const { server, model } = await open([
      refused(400, { message: 'maximum context length is 4096 tokens, response_format included' })(),
    ])
    await expect(model.generate(request({ schema }))).rejects.toThrow('maximum context length')
    expect(server.calls).toHaveLength(1)
    await model.close()
  })

  test('a filter’s refusal, and JSON that the vendor held back, are answers', async () => {
    const { model } = await open([
      refused(400, { code: 'content_filter', message: 'The prompt was filtered' })(),
      json(
        { error: { code: 'json_validate_failed', message: 'Failed', failed_generation: '{"lab' } },
        { status: 400 },
      ),
    ])
    expect(await model.generate(request())).toMatchObject({ text: '', finishReason: 'refused' })
    expect(await model.generate(request({ schema }))).toMatchObject({ text: '{"lab', finishReason: 'stop' })
    await model.close()
  })
})

describe('keys', () => {
  test('a key that is not set is said before anything is sent, by the name of its variable', async () => {
    const error = await openHttpModel({ name: 'openai:gpt-5-mini', keyOf: () => ' ' }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({
      message: 'openai:gpt-5-mini needs a key: the environment variable OPENAI_API_KEY is not set.',
      isTransient: false,
    })
  })

  test('a refused key is named by its variable, and its value stands in no error', async () => {
    const { model, server } = await open([
      refused(401, { message: `Incorrect API key provided: ${key}` })(),
      refused(418, { message: `No tea for ${key}` })(),
    ])
    const first = await failureOf(model.generate(request()))
    expect(first.message).toBe(`lab:m: ${server.url}/v1 refused the key in LAB_KEY (it answered 401).`)
    const second = await failureOf(model.generate(request()))
    expect(second.message).toContain('No tea')
    for (const error of [first, second]) expect(everythingIn(error)).not.toContain(key)
    await model.close()
  })
})

describe('the spend limit', () => {
  const dear = { 'lab:m': { inputPerMillionUsd: 1000, outputPerMillionUsd: 10_000 } }

  test('stops before it is crossed: the request is not sent', async () => {
    // 20 tokens of answer at .01 each and some input: about .3 USD a request at most, .21 in truth.
    const meter = new SpendMeter({ limitUsd: 1 })
    const { server, model } = await open([said('x', { prompt_tokens: 10, completion_tokens: 20 })], {
      meter,
      prices: dear,
    })
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => model.generate(request())))
    const refusedOnes = outcomes.filter(({ status }) => status === 'rejected')
    expect(refusedOnes.length).toBeGreaterThan(0)
    for (const outcome of refusedOnes)
      expect('reason' in outcome && outcome.reason).toBeInstanceOf(SpendLimitError)
    const { spentUsd, reservedUsd } = meter.spend()
    expect(server.calls).toHaveLength(12 - refusedOnes.length)
    expect(spentUsd).toBeCloseTo(0.21 * server.calls.length, 9)
    expect(spentUsd).toBeLessThanOrEqual(1)
    expect(reservedUsd).toBe(0)
    await model.close()
  })

  test('an attempt that was lost may be billed: it counts, and its retry too', async () => {
    const meter = new SpendMeter({ limitUsd: 1 })
    const { model } = await open(
      [resetBeforeHeaders(), said('x', { prompt_tokens: 10, completion_tokens: 20 })],
      {
        meter,
        prices: dear,
      },
    )
    expect(await model.generate(request())).toMatchObject({ retries: 1 })
    expect(meter.spend().spentUsd).toBeGreaterThan(0.41)
    expect(meter.spend()).toMatchObject({ requests: 2, reservedUsd: 0 })
    await model.close()
  })

  test('a retry that could cross it is not sent', async () => {
    const meter = new SpendMeter({ limitUsd: 0.4 })
    const { server, model } = await open([resetBeforeHeaders(), said('x')], { meter, prices: dear })
    await expect(model.generate(request())).rejects.toBeInstanceOf(SpendLimitError)
    expect(server.calls).toHaveLength(1)
    expect(meter.spend().reservedUsd).toBe(0)
    await model.close()
  })

  test('a refusal costs nothing', async () => {
    const meter = new SpendMeter({ limitUsd: 1 })
    const { model } = await open([refused(404, { message: 'No such model' })()], { meter, prices: dear })
    await expect(model.generate(request())).rejects.toThrow('No such model')
    expect(meter.spend()).toMatchObject({ spentUsd: 0, reservedUsd: 0 })
    await model.close()
  })

  test('a model without a price is asked, and counted by name', async () => {
    const meter = new SpendMeter({ limitUsd: 1 })
    const { model } = await open([said('x')], { meter, prices: {} })
    await model.generate(request())
    expect(meter.spend()).toMatchObject({ spentUsd: 0, unpriced: { 'lab:m': 1 } })
    await model.close()
  })
})

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown)
  if (error instanceof Error) return error
  throw new Error('It did not fail.')
}

/** Message, stack, hint and every cause, as any printer could show them. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  return `${String(error)} ${error.stack ?? ''} ${JSON.stringify(error)} ${everythingIn(error.cause)}`
}
