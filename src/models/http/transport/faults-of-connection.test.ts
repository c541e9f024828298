import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectionFault } from './attempt-fault.ts'
import { failure, startRig, type Rig } from './rig.fixture.ts'
import {
  json,
  refused,
  refusingUrl,
  resetAfterHeaders,
  resetBeforeHeaders,
  slowDrip,
  stall,
  startMuteServer,
  until,
} from './scripted-server.fixture.ts'

// The table of docs/hosted-models.md is made from these tests: change both.
const good = json({ ok: true })
let rig: Rig

beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.close())

describe('the connection', () => {
  test.each([
    ['ECONNREFUSED', true],
    ['EAI_AGAIN', true],
    ['ETIMEDOUT', true],
    ['UND_ERR_CONNECT_TIMEOUT', true],
    ['ENOTFOUND', false],
    ['CERT_HAS_EXPIRED', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false],
  ])('%s: tried again %s', (code, isTransient) => {
    const { message, facts } = connectionFault('connect', Object.assign(new Error('No.'), { code }), 0)
    expect(message).toBe(`no connection (${code})`)
    expect(facts).toMatchObject({ isTransient, mayBeBilled: false })
  })

  test('refused: five attempts, none billed, transient', async () => {
    const error = await failure(rig.client.post(rig.request({ url: `${await refusingUrl()}/v1/chat` })))
    expect(error).toMatchObject({ isTransient: true, attempts: 5, status: undefined })
    expect(error.message).toMatch(
      /^POST http:\/\/127\.0\.0\.1:\d+\/v1\/chat: no connection \(ECONNREFUSED\)\. Sent 5 times\.$/,
    )
    expect(rig.attempts.map(({ mayBeBilled }) => mayBeBilled)).toEqual([false, false, false, false, false])
    // Full jitter with random = 0.5: half of 0.5, 1, 2 and 4 s.
    expect(rig.clock.sleeps).toEqual([250, 500, 1000, 2000])
  })

  test('reset before the headers: retried, may be billed', async () => {
    const answer = await rig.post([resetBeforeHeaders(), good])
    expect(answer).toMatchObject({ json: { ok: true }, attempts: 2, maybeBilled: 1 })
    expect(rig.attempts).toEqual([
      { number: 1, fault: 'reset before the answer', mayBeBilled: true, retryInMs: 250 },
      { number: 2, status: 200, mayBeBilled: true },
    ])
  })

  test.each(['', '{"choices":['])('reset after the headers and %j: retried, may be billed', async (begun) => {
    const answer = await rig.post([resetAfterHeaders(begun), good])
    expect(answer).toMatchObject({ json: { ok: true }, attempts: 2, maybeBilled: 1 })
    expect(rig.attempts[0]).toMatchObject({ fault: 'reset within the answer', mayBeBilled: true })
  })

  test('a server that speaks no HTTP is not asked again', async () => {
    const error = await failure(
      rig.post([(response) => void response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n')]),
    )
    expect(error).toMatchObject({ isTransient: false, attempts: 1 })
    expect(error.message).toContain('what came is not HTTP')
  })
})

describe('time', () => {
  test('silence: given up at the first-byte limit, retried, may be billed', async () => {
    rig.server.play([stall(), good])
    const answering = rig.client.post(rig.request())
    await rig.server.called(1)
    rig.clock.advance(119_999)
    expect(rig.attempts).toEqual([])
    rig.clock.advance(1)
    expect(await answering).toMatchObject({ attempts: 2, maybeBilled: 1 })
    expect(rig.attempts[0]).toMatchObject({ fault: 'first-byte timeout', mayBeBilled: true })
  })

  test('no connection in time: retried, not billed', async () => {
    rig.remake({ maxRetries: 1 })
    const mute = await startMuteServer()
    // The connection stands only once TLS does, and this server never says a word of it.
    const url = `https://127.0.0.1:${mute.port}/v1/chat`
    const answering = failure(rig.client.post(rig.request({ url })))
    for (let sent = 1; sent <= 2; sent++) {
      await until(() => mute.connections() === sent)
      rig.clock.advance(10_000)
    }
    const error = await answering
    expect(error.message).toBe(`POST ${url}: no connection within 10 s. Sent 2 times.`)
    expect(rig.attempts).toEqual([
      { number: 1, fault: 'connect timeout', mayBeBilled: false, retryInMs: 250 },
      { number: 2, fault: 'connect timeout', mayBeBilled: false },
    ])
    mute.close()
  })

  test('a body that stops: given up at the idle limit, retried, may be billed', async () => {
    rig.server.play([stall('{"choi'), good])
    const answering = rig.client.post(rig.request())
    await until(() => rig.clock.armed() === 4)
    rig.clock.advance(60_000)
    expect(await answering).toMatchObject({ attempts: 2, maybeBilled: 1 })
    expect(rig.attempts[0]).toMatchObject({ fault: 'idle timeout', mayBeBilled: true })
  })

  test('a slow drip: ended at the total limit, not tried again', async () => {
    const { answer, drop } = slowDrip()
    rig.server.play([answer])
    const answering = failure(rig.client.post(rig.request()))
    await rig.server.called(1)
    for (let piece = 0; piece < 20; piece++) {
      const armed = rig.clock.armed()
      drop()
      await until(() => rig.clock.armed() > armed)
      rig.clock.advance(30_000)
    }
    const error = await answering
    expect(error.message).toContain('not finished within 600 s in all, 20 bytes came')
    expect(error).toMatchObject({ isTransient: true, attempts: 1 })
    expect(rig.server.calls).toHaveLength(1)
    expect(rig.attempts).toEqual([{ number: 1, fault: 'total timeout', mayBeBilled: true }])
  })

  test('retries end where the total would be passed', async () => {
    rig.remake({ timeouts: { totalMs: 90_000 } })
    const error = await failure(rig.post([refused(429)({ 'retry-after': '100' })]))
    expect(error.message).toBe(
      `POST ${rig.server.url}/v1/chat: it answered 429: {"error":{}}. Not tried again: 90 s in all would be passed.`,
    )
  })
})
