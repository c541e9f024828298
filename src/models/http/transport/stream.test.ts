import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SseEvent } from './http-client.ts'
import { failure, startRig, type Rig } from './rig.fixture.ts'
import {
  eventHeaders,
  events,
  json,
  refused,
  resetAfterHeaders,
  resetBeforeHeaders,
  stall,
  until,
} from './scripted-server.fixture.ts'

// The table of docs/hosted-models.md is made from these tests: change both.
const good = json({ ok: true })
let rig: Rig

beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.close())

describe('streams', () => {
  const pieces = [{ delta: 'grün ' }, { delta: '€' }]

  test.each([
    ['plain', {}],
    ['CRLF, one byte a piece', { lineEnd: '\r\n' as const, pieceBytes: 1 }],
    [
      'CR, a byte order mark, comments',
      { lineEnd: '\r' as const, hasBom: true, comment: 'ping', pieceBytes: 7 },
    ],
  ])('%s', async (_, style) => {
    const received = await rig.streamed([events(pieces, style)])
    expect(received.slice(0, -1).map(({ data }) => JSON.parse(data) as unknown)).toEqual(pieces)
    expect(received.at(-1)).toMatchObject({
      data: '',
      isDone: true,
      answer: { status: 200, attempts: 1, maybeBilled: 0 },
    })
    expect(rig.attempts).toEqual([{ number: 1, status: 200, mayBeBilled: true }])
    expect(rig.server.calls[0]?.headers['accept']).toBe('text/event-stream')
  })

  test('names and lines of data', async () => {
    const [first] = await rig.streamed([events([{ event: 'delta', data: 'a\nb' }])])
    expect(first).toEqual({ event: 'delta', data: 'a\nb' })
  })

  test('a missing [DONE] is reported', async () => {
    expect((await rig.streamed([events(pieces, { hasDone: false })])).at(-1)).toMatchObject({ isDone: false })
  })

  test('before the first event it is tried again', async () => {
    const script = [
      refused(503)(),
      resetBeforeHeaders(),
      resetAfterHeaders(': ping\n\n', eventHeaders),
      events([], { hasDone: false }),
      events(pieces),
    ]
    const received = await rig.streamed(script)
    expect(received).toHaveLength(3)
    expect(received.at(-1)?.answer).toMatchObject({ attempts: 5, maybeBilled: 3 })
  })

  test('a cut after the first event is an error, and nothing is sent again', async () => {
    rig.server.play([events(pieces, { hasDone: false, isReset: true }), events(pieces)])
    const received: SseEvent[] = []
    const error = await failure(
      (async () => {
        for await (const event of rig.client.stream(rig.request())) received.push(event)
      })(),
    )
    expect(received).toHaveLength(2)
    expect(error).toMatchObject({ isTransient: true, attempts: 1 })
    expect(error.message).toMatch(
      /the answer was cut after \d+ bytes \(\w+\)\. Not tried again: a part of the answer had come\.$/,
    )
    expect(rig.server.calls).toHaveLength(1)
    expect(rig.attempts).toEqual([
      { number: 1, status: 200, fault: 'reset within the answer', mayBeBilled: true },
    ])
  })

  test('a stall after the first event ends at the idle limit', async () => {
    rig.server.play([stall('data: {}\n\n', eventHeaders)])
    const iterator = rig.client.stream(rig.request())[Symbol.asyncIterator]()
    expect(await iterator.next()).toMatchObject({ value: { data: '{}' } })
    const ending = failure(iterator.next())
    rig.clock.advance(60_000)
    expect((await ending).message).toContain('nothing more came for 60 s')
  })

  test('JSON or a page instead of events', async () => {
    expect((await failure(rig.streamed([good]))).message).toContain(
      'it answered 200 with application/json, not a stream of events. It begins: "{"ok":true}"',
    )
    expect((await failure(rig.streamed([refused(400, { message: 'No.' })()]))).message).toContain(
      'it answered 400: No.',
    )
  })

  test('a stream that never ends is stopped at the limit of bytes', async () => {
    rig.remake({ maxBodyBytes: 1000 })
    const endless = Array.from({ length: 200 }, () => ({ delta: 'abc' }))
    expect((await failure(rig.streamed([events(endless, { pieceBytes: 400 })]))).message).toContain(
      'larger than 1000 bytes',
    )
  })

  test('a reader that leaves ends the connection', async () => {
    rig.server.play([stall('data: {}\n\n', eventHeaders)])
    for await (const event of rig.client.stream(rig.request())) {
      expect(event.data).toBe('{}')
      break
    }
    await until(() => rig.server.openConnections() === 0)
    expect(rig.attempts).toEqual([
      { number: 1, status: 200, fault: 'left before the end', mayBeBilled: true },
    ])
  })
})
