import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ProviderError } from '../../../errors.ts'
import { startRig, type Rig } from './rig.fixture.ts'
import {
  cutJson,
  json,
  refused,
  resetAfterHeaders,
  resetBeforeHeaders,
  text,
  webPage,
  type ReceivedCall,
  type ScriptedAnswer,
} from './scripted-server.fixture.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.close())

test.each([1, 2, 3])(
  'under faults of every kind nothing is lost and nothing doubled (seed %d)',
  async (seed) => {
    const forever = 1e9
    const timeouts = { firstByteMs: forever, idleMs: forever, totalMs: forever, connectMs: forever }
    rig.remake({ concurrency: 8, timeouts, retryBudget: { floor: 1000 } })
    const served = serveFaults(seed)
    const calls = Array.from({ length: 150 }, (_, row) => rig.client.post(rig.request({ body: { row } })))
    // A pause may outlast every call that sleeps: somebody must move the clock.
    const ticking = setInterval(() => rig.clock.advance(1000), 1)
    const ended = await Promise.allSettled(calls)
    clearInterval(ticking)

    const astray = ended.filter((call, row) =>
      call.status === 'fulfilled'
        ? JSON.stringify(call.value.json) !== JSON.stringify({ row })
        : !(call.reason instanceof ProviderError),
    )
    expect(astray).toEqual([])
    const answered = ended.filter(({ status }) => status === 'fulfilled')
    expect(answered.length).toBeGreaterThan(100)
    // The server gave out exactly the answers that arrived, and every request it saw was reported once.
    expect(served.good).toBe(answered.length)
    expect(rig.attempts).toHaveLength(rig.server.calls.length)
    const unbilled = rig.attempts.filter(({ mayBeBilled }) => !mayBeBilled).length
    expect(unbilled).toBe(served.refusedPlainly)
    expect(rig.server.mostInFlight()).toBeLessThanOrEqual(8)
    rig.server.play([json({ row: -1 })])
    expect((await rig.client.post(rig.request())).json).toEqual({ row: -1 })
  },
)

function serveFaults(seed: number): { good: number; refusedPlainly: number } {
  const generator = xoroshiro128plus(seed)
  const served = { good: 0, refusedPlainly: 0 }
  const hidden = [
    resetBeforeHeaders(),
    resetAfterHeaders(''),
    resetAfterHeaders('{"ro'),
    cutJson(),
    webPage(),
    refused(500)(),
  ]
  const plain = [
    refused(429)({ 'retry-after': '3' }),
    refused(429)({ 'retry-after-ms': '40' }),
    refused(503)(),
    refused(529)(),
    text('slow down', { status: 429 }),
  ]
  rig.server.play((call) => {
    const drawn = uniformInt(generator, 0, 2 * (hidden.length + plain.length) - 1)
    if (drawn < hidden.length) return pick(hidden, drawn)
    if (drawn < hidden.length + plain.length) {
      served.refusedPlainly++
      return pick(plain, drawn - hidden.length)
    }
    served.good++
    return json({ row: rowOf(call) })
  })
  return served
}

function pick(answers: readonly ScriptedAnswer[], index: number): ScriptedAnswer {
  return answers[index] ?? json(null)
}

function rowOf({ json: sent }: ReceivedCall): number {
  return typeof sent === 'object' && sent !== null && 'row' in sent ? Number(sent.row) : -1
}
