import { afterEach, beforeEach, expect, test } from 'vitest'
import { ProviderError } from '../../../errors.ts'
import { startRig, type Rig } from './rig.fixture.ts'
import { json, refused } from './scripted-server.fixture.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.close())

const many = (count: number) =>
  Promise.allSettled(Array.from({ length: count }, () => rig.client.post(rig.request())))

test('never more in flight than allowed, and no more connections', async () => {
  rig.remake({ concurrency: 5 })
  await many(60)
  expect(rig.server.calls).toHaveLength(60)
  expect(rig.server.mostInFlight()).toBeLessThanOrEqual(5)
  expect(rig.server.connections()).toBeLessThanOrEqual(5)
})

test('a server that is down is not asked five times for every row', async () => {
  rig.remake({ retryBudget: { share: 0.1, floor: 3 } })
  rig.server.play([refused(500)()])
  const ended = await many(20)
  // 20 requests, and 3 + 0.1 × 20 retries.
  expect(rig.server.calls).toHaveLength(25)
  expect(ended.every((call) => call.status === 'rejected' && call.reason instanceof ProviderError)).toBe(true)
  const messages = ended.map((call) => (call.status === 'rejected' ? String(call.reason) : ''))
  expect(
    messages.some((text) => text.includes('the retry budget is used up (5 retries for 20 requests)')),
  ).toBe(true)
})

test('a wait that the server sets costs no budget, and nobody asks before it is over', async () => {
  rig.remake({ concurrency: 4, retryBudget: { share: 0, floor: 0 } })
  rig.server.play(({ number }) => (number < 4 ? refused(429)({ 'retry-after': '5' }) : json({ number })))
  const ended = await many(12)
  expect(ended.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'fulfilled'))
  // Each row is answered once: nothing lost, nothing doubled.
  const numbers = ended.map((call) => (call.status === 'fulfilled' ? call.value.json : null))
  expect(new Set(numbers.map((answer) => JSON.stringify(answer))).size).toBe(12)
  expect(rig.server.calls).toHaveLength(16)
})

test('many calls with one signal are no leak to warn of', async () => {
  const warnings: string[] = []
  const listen = ({ message }: Error) => warnings.push(message)
  process.on('warning', listen)
  rig.remake({ concurrency: 30 })
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 60 }, () => rig.client.post(rig.request({ signal }))))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', listen)
  expect(warnings).toEqual([])
})

test('only http and https, without user or password', async () => {
  const failing = (url: string) => rig.client.post(rig.request({ url }))
  await expect(failing('ftp://host/x')).rejects.toThrow('"ftp://host/x" is not an http or https URL.')
  await expect(failing('localhost:80')).rejects.toThrow('is not an http or https URL.')
  await expect(failing('http://me:pass@host/')).rejects.toThrow('The URL of host holds a user or a password.')
})
