import { afterEach, describe, expect, it } from 'vitest'
import { manualClock } from '../../models/http/transport/manual-clock.fixture.ts'
import { failure } from '../../models/http/transport/rig.fixture.ts'
import { startFakeRay, type FakeRay, type FakeRayScript } from './fake-ray.fixture.ts'
import type { JobDriver } from '../job-driver.ts'
import { rayDriver } from './ray-driver.ts'

const { signal } = new AbortController()
const job = { id: 'crossover-abc', command: ['python', "it's", '$HOME'], cwd: '/shared/two words' }

let ray: FakeRay
let driver: JobDriver
const open = async (script: FakeRayScript = {}, token?: string) => {
  ray = await startFakeRay(script)
  const clientOptions = { clock: manualClock(), random: () => 0.5 }
  driver = rayDriver({ address: `${ray.server.url}/`, token, stopMs: 5_000, clientOptions })
}
afterEach(async () => {
  await driver.close()
  await ray.close()
})
const posts = () => ray.server.calls.filter(({ method }) => method === 'POST')

describe('a job on Ray', () => {
  it('is submitted under its own id, for a shell, and followed to its end', async () => {
    await open()
    expect(await driver.submit({ ...job, gpus: 1 }, signal)).toMatchObject({ state: 'pending' })
    expect(ray.submitted.get(job.id)).toEqual({
      submission_id: 'crossover-abc',
      entrypoint: `cd '/shared/two words' && exec 'python' 'it'\\''s' '$HOME'`,
      entrypoint_num_gpus: 1,
      metadata: { submitted_by: 'crossover' },
    })
    expect(await driver.status(job.id, signal)).toMatchObject({ state: 'running' })
    expect(await driver.status(job.id, signal)).toEqual({
      id: job.id,
      state: 'succeeded',
      message: 'Job finished successfully.',
    })
    expect(await driver.logs(job.id, 2, signal)).toBe('1\n2')
  })

  it('is not submitted twice', async () => {
    await open()
    await driver.submit(job, signal)
    await driver.submit(job, signal)
    expect(posts()).toHaveLength(1)
    expect(ray.submitted.get(job.id)).not.toHaveProperty('entrypoint_num_gpus')
  })

  it('that two submit at once, or whose submission nobody heard of, is found', async () => {
    await open({ losesFirstSubmission: true })
    expect(await driver.submit(job, signal)).toMatchObject({ id: job.id, state: 'pending' })
    const other = { ...job, id: 'crossover-two' }
    const [one, two] = await Promise.all([driver.submit(other, signal), driver.submit(other, signal)])
    expect([one?.id, two?.id]).toEqual([other.id, other.id])
    // Both asked for it before it was there; Ray answered one of them 500.
    expect(posts()).toHaveLength(3)
    expect(ray.submitted.size).toBe(2)
  })

  it('that failed says so in one line', async () => {
    await open({ looks: ['FAILED'] })
    expect(await driver.submit(job, signal)).toEqual({
      id: job.id,
      state: 'failed',
      message: 'Job entrypoint command failed with exit code 3',
    })
  })

  it('is looked at after it was told to stop, until it has', async () => {
    await open({ looks: ['RUNNING'] })
    await driver.submit(job, signal)
    expect(await driver.cancel(job.id, signal)).toMatchObject({ state: 'cancelled' })
    expect(posts().at(-1)?.path).toBe('/api/jobs/crossover-abc/stop')
    const before = ray.server.calls.length
    while ((await driver.status(job.id, signal))?.state !== 'cancelled') continue
    expect(ray.server.calls.length).toBeGreaterThan(before)
  })

  it('that has ended is not told to stop', async () => {
    await open({ looks: ['SUCCEEDED'] })
    await driver.submit(job, signal)
    expect(await driver.cancel(job.id, signal)).toMatchObject({ state: 'succeeded' })
    expect(posts()).toHaveLength(1)
  })

  it('that is not known is nothing', async () => {
    await open()
    expect(await driver.status('other', signal)).toBeUndefined()
    expect(await driver.cancel('other', signal)).toBeUndefined()
    expect(await driver.logs('other', 5, signal)).toBe('')
    await expect(driver.status('../up', signal)).rejects.toThrow(/^A job's id is/u)
  })
})

describe('a token', () => {
  it('is sent, and its lack or its being wrong is said', async () => {
    const token = '0123456789abcdef'
    await open({ token }, token)
    expect(await driver.submit(job, signal)).toMatchObject({ id: job.id })
    expect(ray.server.calls[0]?.headers['authorization']).toBe(`Bearer ${token}`)
    await driver.close()
    await ray.close()
    await open({ token })
    expect((await failure(driver.submit(job, signal))).message).toBe('Ray wants a token, and none is set.')
    await driver.close()
    await ray.close()
    await open({ token }, 'another')
    expect((await failure(driver.submit(job, signal))).message).toBe('Ray does not take this token.')
  })

  it.each(['http://10.0.0.5:8265', 'https://ray.example.com', 'http://127.evil.example:8265'])(
    'is needed at %s',
    async (address) => {
      await open()
      expect(() => rayDriver({ address })).toThrow(
        `tuning.ray.address is ${address}, another machine, and RAY_AUTH_TOKEN is not set.`,
      )
      await rayDriver({ address, token: 'x' }).close()
    },
  )

  it('is of no help to an address that is none', async () => {
    await open()
    for (const address of ['ray://head:10001', '10.0.0.5'])
      expect(() => rayDriver({ address, token: 'x' })).toThrow(
        `tuning.ray.address is "${address}". It must be the address of Ray's dashboard.`,
      )
  })
})
