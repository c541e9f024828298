import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TuningEvent, TuningService } from '../../../contracts/tuning-service.ts'
import { manualClock, type ManualClock } from '../transport/manual-clock.fixture.ts'
import { failure } from '../transport/rig.fixture.ts'
import { json, refused } from '../transport/scripted-server.fixture.ts'
import { startFakeVendor, succeeded, type FakeVendor, type Look } from './fake-vendor.fixture.ts'
import { followJob } from './follow-job.ts'
import { openTuningService } from './open-tuning-service.ts'

const { signal } = new AbortController()
const minute = 60_000

let vendor: FakeVendor
let service: TuningService
let clock: ManualClock
beforeEach(async () => {
  vendor = await startFakeVendor()
  service = await openAt(vendor, (clock = manualClock()))
  await service.create(
    { base: 'tiny', trainingFile: 'f', epochs: 1, seed: 1, suffix: 's', metadata: {} },
    signal,
  )
})
afterEach(async () => {
  await service.close()
  await vendor.close()
})

function openAt({ server }: FakeVendor, own: ManualClock): Promise<TuningService> {
  const providers = { lab: { baseUrl: `${server.url}/v1`, protocol: 'openai-chat' as const } }
  return openTuningService('lab', { providers, clientOptions: { clock: own, random: () => 0.5 } })
}

function follow(looks: readonly Look[], limitMs = 20 * minute) {
  vendor.play({ looks })
  return followJob(service, 'ftjob-1', { limitMs, signal })
}

describe('following a job', () => {
  it('gives each line of its log once', async () => {
    const lines: TuningEvent[] = []
    vendor.play({ looks: [{ status: 'queued' }, { status: 'running' }, succeeded] })
    await followJob(service, 'ftjob-1', {
      limitMs: minute,
      signal,
      onLook: (_, news) => lines.push(...news),
    })
    expect(lines.map(({ message }) => message)).toEqual(['Look 1', 'Look 2', 'Look 3'])
  })

  it('looks at least once, and a last time when the time is over', async () => {
    expect(await follow([succeeded], 0)).toMatchObject({ job: { state: 'succeeded' } })
    expect(await follow([{ status: 'running' }], minute)).toMatchObject({ pending: { status: 'running' } })
    expect(clock.sleeps.reduce((sum, ms) => sum + ms, 0)).toBe(minute)
  })

  it('waits two minutes at most between looks', async () => {
    await follow([{ status: 'running' }], 60 * minute)
    expect(Math.max(...clock.sleeps)).toBe(2 * minute)
  })

  it('fails in the words of a vendor that never answered in all that time', async () => {
    const error = await failure(follow([refused(500, { message: 'out of order' })()], minute))
    expect(error).toMatchObject({ status: 500, isTransient: true })
    expect(error.message).toContain('out of order')
  })

  it('is pending where the vendor answered once', async () => {
    const look = await follow([{ status: 'queued' }, refused(500)()], minute)
    expect(look).toMatchObject({ pending: { status: 'queued' } })
  })

  it('does not wait for what was refused', async () => {
    expect(await failure(follow([refused(403)()]))).toMatchObject({ status: 403 })
    expect(clock.sleeps).toEqual([])
  })

  it('does not take something else for a job', async () => {
    const error = await failure(follow([json({ object: 'list', data: [] })]))
    expect(error.message).toMatch(/^lab: no fine-tuning job was answered/u)
  })
})
