import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from './http-client.ts'
import { failure, key, startRig, type Rig } from './rig.fixture.ts'
import {
  cutJson,
  hugeBody,
  json,
  refused,
  text,
  until,
  webPage,
  type Script,
} from './scripted-server.fixture.ts'

// The table of docs/hosted-models.md is made from these tests: change both.
const good = json({ ok: true })
let rig: Rig

beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.close())

describe('statuses', () => {
  test.each([408, 409, 425, 429, 500, 502, 503, 504, 520, 529])('%d is tried again', async (status) => {
    expect(await rig.post([refused(status)(), good])).toMatchObject({ attempts: 2 })
    const mayBeBilled = [500, 502, 504, 520].includes(status)
    expect(rig.attempts[0]).toEqual({ number: 1, status, fault: String(status), mayBeBilled, retryInMs: 250 })
  })

  test.each([400, 401, 402, 403, 404, 413, 422, 501])('%d is not', async (status) => {
    const error = await failure(rig.post([refused(status, { message: 'No.' })(), good]))
    expect(error).toMatchObject({ status, isTransient: false, attempts: 1 })
    expect(error.message).toBe(`POST ${rig.server.url}/v1/chat: it answered ${status}: No.`)
    expect(rig.attempts).toEqual([{ number: 1, status, fault: String(status), mayBeBilled: false }])
  })

  test('a burst of 5xx longer than the retries ends with the last', async () => {
    const error = await failure(
      rig.post([refused(500)(), refused(502)(), refused(503)(), refused(504)(), refused(529)()]),
    )
    expect(error).toMatchObject({ status: 529, isTransient: true, attempts: 5 })
    expect(error.message).toContain('Sent 5 times.')
    expect(rig.attempts.map(({ mayBeBilled }) => mayBeBilled)).toEqual([true, true, false, true, false])
  })

  test('a spent quota is not waited for', async () => {
    const spent = refused(429, { message: 'You exceeded your current quota.', code: 'insufficient_quota' })
    const error = await failure(rig.post([spent({ 'retry-after': '1' })]))
    expect(error).toMatchObject({ status: 429, isTransient: false, attempts: 1 })
    expect(error.hint).toContain('no credit left')
  })

  test('the server may say itself whether to try again', async () => {
    expect(await rig.post([refused(400)({ 'x-should-retry': 'true' }), good])).toMatchObject({ attempts: 2 })
    const error = await failure(rig.post([refused(503)({ 'x-should-retry': 'false' }), good]))
    expect(error).toMatchObject({ status: 503, attempts: 1, isTransient: false })
  })

  test('a redirect is not followed', async () => {
    const away = text('', { status: 302, headers: { location: `https://other.example/login?key=${key}` } })
    const error = await failure(rig.post([away]))
    expect(error.message).toBe(
      `POST ${rig.server.url}/v1/chat: it answered 302, a redirect to https://other.example/login, and redirects are not followed: give the final URL.`,
    )
    expect(rig.server.calls).toHaveLength(1)
  })

  test('a refusal can be read by the caller', async () => {
    const error = await failure(
      rig.post([refused(400, { message: 'no json_schema', code: 'unsupported' })()]),
    )
    expect(refusalOf(error)).toMatchObject({ status: 400, body: expect.stringContaining('unsupported') })
  })

  test('a refusal whose text is cut is still that refusal', async () => {
    const cut: Script = [
      (response) => {
        response.writeHead(429, { 'content-length': 100 })
        response.write('slow', () => setImmediate(() => response.socket?.resetAndDestroy()))
      },
      good,
    ]
    expect(await rig.post(cut)).toMatchObject({ attempts: 2 })
    expect(rig.attempts[0]).toMatchObject({ status: 429, mayBeBilled: false })
  })
})

describe('how long a 429 asks to wait', () => {
  test.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9000],
    ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '7' }, 1500],
    ['a reset', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6s' }, 6000],
    ['a long reset', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' }, 30_000],
  ])('%s', async (_, headers, waitMs) => {
    expect(await rig.post([refused(429)(headers), good])).toMatchObject({ attempts: 2, maybeBilled: 0 })
    // Up to a tenth more, at most a second: half of that with random = 0.5.
    expect(rig.clock.sleeps).toEqual([waitMs + 0.5 * Math.min(1000, waitMs / 10)])
  })

  test('without a word, the wait is drawn', async () => {
    await rig.post([refused(429)(), good])
    expect(rig.clock.sleeps).toEqual([250])
  })

  test('longer than the longest wait: it fails at once and says so', async () => {
    const error = await failure(rig.post([refused(429)({ 'retry-after': '3600' })]))
    expect(error).toMatchObject({ status: 429, isTransient: true, attempts: 1 })
    expect(error.message).toContain('Not tried again: it asks to wait 3600 s, and 120 s is the most.')
  })
})

describe('bodies', () => {
  test('cut JSON is tried again, may be billed', async () => {
    expect(await rig.post([cutJson(), good])).toMatchObject({ attempts: 2, maybeBilled: 1 })
    expect(rig.attempts[0]).toMatchObject({ fault: 'cut', mayBeBilled: true })
  })

  test('an empty answer is tried again', async () => {
    expect(await rig.post([cutJson(''), good])).toMatchObject({ attempts: 2 })
  })

  test('a web page is shown by its beginning and not asked for again', async () => {
    const error = await failure(rig.post([webPage()]))
    expect(error).toMatchObject({ isTransient: false, attempts: 1 })
    expect(error.message).toContain(
      'it answered 200 with text/html; charset=utf-8, not JSON. It begins: "<!DOCTYPE html> <html><head><title>Sign in to the network</title></head><body>We"',
    )
    const bad = await failure(rig.post([webPage(404)]))
    expect(bad.message).toContain('it answered 404. It begins: "<!DOCTYPE html>')
  })

  test.each([
    ['as it comes', hugeBody(3_000_000)],
    ['as declared', text('x'.repeat(1_100_000), { status: 200 })],
  ])('a huge body is stopped %s', async (_, answer) => {
    rig.remake({ maxBodyBytes: 1024 * 1024 })
    const error = await failure(rig.post([answer]))
    expect(error).toMatchObject({ isTransient: false, attempts: 1 })
    expect(error.message).toContain('the answer is larger than 1 MiB, the limit.')
    await until(() => rig.server.openConnections() === 0)
  })

  test('a compressed body that nobody asked for is not opened', async () => {
    const zipped = text('xx', { status: 200, headers: { 'content-encoding': 'gzip' } })
    expect((await failure(rig.post([zipped]))).message).toContain('compressed as gzip')
  })

  test('characters split over pieces stay whole', async () => {
    const bytes = Buffer.from('"grün €"')
    const split: Script = [
      async (response) => {
        for (const byte of bytes) {
          response.write(Buffer.of(byte))
          await new Promise((resolve) => setImmediate(resolve))
        }
        response.end()
      },
    ]
    expect((await rig.post(split)).json).toBe('grün €')
  })
})

describe('secrets', () => {
  const echo = `Incorrect API key provided: ${key}.`

  test('no message, hint or cause holds a key that the server echoes', async () => {
    const page = { status: 200, headers: { 'content-type': `text/${key}` } }
    const script = [
      [refused(401, { message: echo })({ 'x-echo': key })],
      [text(`${'x'.repeat(70)}${key}`, page)],
      [text(`${'x'.repeat(70)}${key}`, { status: 400 })],
      [text('', { status: 307, headers: { location: `https://${key}.example/${key}` } })],
    ]
    for (const answers of script) {
      const error = await failure(rig.post(answers, { url: `${rig.server.url}/v1/${key}?key=${key}` }))
      const all = JSON.stringify([error.message, error.hint, error.cause, error.stack])
      expect(all).not.toContain(key.slice(0, 12))
      expect(error.message).toContain('[redacted]')
    }
  })

  test('a key that no header can hold is not shown', async () => {
    rig.remake({ secrets: ['bad\nkey'] })
    const error = await failure(rig.post([good], { headers: { authorization: 'bad\nkey' } }))
    expect(error.message).toContain('holds characters that HTTP does not allow')
    expect(error.message).not.toContain('bad\n')
    expect(rig.server.calls).toHaveLength(0)
  })
})
