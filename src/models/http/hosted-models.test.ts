import { afterEach, beforeEach, expect, test } from 'vitest'
import { SpendMeter } from '../../prices/spend-meter.ts'
import { createModelPool } from '../pool.ts'
import { json, startScriptedServer, type ScriptedServer } from './transport/scripted-server.fixture.ts'

let server: ScriptedServer
beforeEach(async () => {
  const usage = { prompt_tokens: 9, completion_tokens: 1 }
  const choices = [{ message: { content: 'refund' }, finish_reason: 'stop' }]
  server = await startScriptedServer([json({ choices, usage })])
})
afterEach(() => server.close())

const ask = () => ({
  messages: [{ role: 'user' as const, content: 'Hello' }],
  maxTokens: 5,
  signal: new AbortController().signal,
})

function poolFor(more: { useLlama?: boolean; meter?: SpendMeter } = {}) {
  return createModelPool({
    home: '/nowhere',
    providers: {
      lab: { baseUrl: `${server.url}/v1`, protocol: 'openai-chat' },
      other: { baseUrl: `${server.url}/v1`, protocol: 'anthropic-messages', keyEnv: 'OTHER_KEY' },
    },
    prices: { 'lab:m': { inputPerMillionUsd: 1, outputPerMillionUsd: 1 } },
    concurrency: 2,
    ...more,
  })
}

test('the pool names hosted models by provider and address, and asks nobody for it', async () => {
  const pool = poolFor()
  expect(await pool.identify('lab:m')).toEqual({
    name: 'lab:m',
    role: 'language',
    provider: 'lab',
    baseUrl: `${server.url}/v1`,
  })
  await pool.close()
  expect(server.calls).toHaveLength(0)
})

test('models of one server share its client: never more in flight than allowed', async () => {
  const pool = poolFor()
  const models = await Promise.all([pool.language('lab:m'), pool.language('lab:n'), pool.language('lab:m')])
  await Promise.all(models.flatMap((model) => [model.generate(ask()), model.generate(ask())]))
  expect(server.calls).toHaveLength(6)
  expect(server.mostInFlight()).toBeLessThanOrEqual(2)
  await Promise.all(models.map((model) => model.close()))
  await pool.close()
})

test('what was handed out works on when the pool closes, and ends when it is given back', async () => {
  const pool = poolFor()
  const model = await pool.language('lab:m')
  await pool.close()
  expect((await model.generate(ask())).text).toBe('refund')
  await model.close()
  await expect(model.generate(ask())).rejects.toBeInstanceOf(Error)
  await expect(pool.language('lab:m')).rejects.toThrow('This model pool is closed')
})

test('all models of a pool spend from one limit', async () => {
  const meter = new SpendMeter({ limitUsd: 1 })
  const pool = poolFor({ meter })
  const [priced, unpriced] = await Promise.all([pool.language('lab:m'), pool.language('lab:n')])
  await Promise.all([priced.generate(ask()), unpriced.generate(ask())])
  // 10 tokens at 1 USD a million.
  expect(meter.spend().spentUsd).toBeCloseTo(0.00001, 12)
  expect(meter.spend()).toMatchObject({ requests: 2, unpriced: { 'lab:n': 1 } })
  await Promise.all([priced.close(), unpriced.close(), pool.close()])
})

test('a missing key and --no-llm are refused before anything is sent, and asked again the next time', async () => {
  const pool = poolFor()
  for (const _ of [1, 2]) await expect(pool.language('other:m')).rejects.toThrow('OTHER_KEY is not set')
  await pool.close()
  const off = poolFor({ useLlama: false })
  await expect(off.language('lab:m')).rejects.toThrow('language models are switched off (--no-llm)')
  await off.close()
  expect(server.calls).toHaveLength(0)
})
