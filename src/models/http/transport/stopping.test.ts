import { afterEach, beforeEach, expect, test } from 'vitest'
import { SpendLimitError, StoppedError } from '../../../errors.ts'
import { createHttpClient } from './http-client.ts'
import { manualClock } from './manual-clock.fixture.ts'
import { startRig, type Rig } from './rig.fixture.ts'
import { eventHeaders, json, refused, stall, until } from './scripted-server.fixture.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.close())

test('a request that was stopped before is not sent', async () => {
  await expect(rig.post([json({})], { signal: AbortSignal.abort() })).rejects.toThrow(StoppedError)
  expect(rig.server.calls).toHaveLength(0)
  expect(rig.attempts).toEqual([])
})

test('a request in flight stops at once, ends its connection, and may have been billed', async () => {
  const controller = new AbortController()
  const answering = rig.post([stall()], { signal: controller.signal })
  await rig.server.called(1)
  controller.abort()
  await expect(answering).rejects.toThrow(StoppedError)
  expect(rig.attempts).toEqual([{ number: 1, fault: 'stopped', mayBeBilled: true }])
  await until(() => rig.server.openConnections() === 0)
})

test('a reason of our own is passed on', async () => {
  const controller = new AbortController()
  const answering = rig.post([stall()], { signal: controller.signal })
  await rig.server.called(1)
  controller.abort(new SpendLimitError('The limit is reached.'))
  await expect(answering).rejects.toThrow(SpendLimitError)
})

test('a wait for a slot stops at once, and the slot goes to the next', async () => {
  rig.remake({ concurrency: 1 })
  const first = new AbortController()
  const second = new AbortController()
  const holding = rig.post([stall(), json({ n: 3 })], { signal: first.signal })
  await rig.server.called(1)
  const waiting = rig.client.post(rig.request({ signal: second.signal }))
  const third = rig.client.post(rig.request())
  second.abort()
  await expect(waiting).rejects.toThrow(StoppedError)
  first.abort()
  await expect(holding).rejects.toThrow(StoppedError)
  expect((await third).json).toEqual({ n: 3 })
  expect(rig.server.calls).toHaveLength(2)
})

test('a wait for the next attempt stops at once', async () => {
  const clock = manualClock({ holds: true })
  rig.remake({ clock })
  const controller = new AbortController()
  const answering = rig.post([refused(503)()], { signal: controller.signal })
  await until(() => clock.sleeps.length === 1)
  controller.abort()
  await expect(answering).rejects.toThrow(StoppedError)
  expect(rig.server.calls).toHaveLength(1)
})

test('a stream stops at once', async () => {
  rig.server.play([stall('data: {}\n\n', eventHeaders)])
  const controller = new AbortController()
  const iterator = rig.client.stream(rig.request({ signal: controller.signal }))[Symbol.asyncIterator]()
  await iterator.next()
  const next = iterator.next()
  controller.abort()
  await expect(next).rejects.toThrow(StoppedError)
  expect(rig.attempts).toEqual([{ number: 1, status: 200, fault: 'stopped', mayBeBilled: true }])
})

test('closing the client ends what is in flight, what waits for a slot and what waits for a retry', async () => {
  const clock = manualClock({ holds: true })
  const client = createHttpClient({ clock, concurrency: 1 })
  rig.server.play([refused(503)(), stall()])
  const calls = [client.post(rig.request())]
  await until(() => clock.sleeps.length === 1)
  calls.push(client.post(rig.request()))
  await rig.server.called(2)
  calls.push(client.post(rig.request()))
  const ended = Promise.allSettled(calls)
  await client.close()
  for (const call of await ended)
    expect(call).toMatchObject({ status: 'rejected', reason: expect.any(StoppedError) })
  await until(() => rig.server.openConnections() === 0)
  await expect(client.post(rig.request())).rejects.toThrow(StoppedError)
})
