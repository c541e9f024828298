import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LoraJob, Trainer } from '../contracts/trainer.ts'
import type { Engine } from '../models/engines/engine.ts'
import { ensureEngine } from '../models/engines/ensure-engine.ts'
import { environmentPython } from '../models/engines/trainer-python.ts'
import { madeChats, makeTinyModel } from '../models/trainer/tiny-jobs.fixture.ts'
import { hasEnded, type JobDriver, type JobStatus } from './job-driver.ts'
import { openJobTrainer, type JobWhere } from './open-job-trainer.ts'
import { rayDriver } from './ray/ray-driver.ts'

const home = process.env['CROSSOVER_TEST_HOME']
const isTrainerWanted = process.env['CROSSOVER_TEST_TRAINER'] === '1' && home !== undefined
/** Address of a head with at least one CPU, on this machine. */
const ray = process.env['CROSSOVER_RAY']
const token = process.env['RAY_AUTH_TOKEN']
const { signal } = new AbortController()

describe.skipIf(ray === undefined)('a real head of Ray (needs CROSSOVER_RAY)', { timeout: 120_000 }, () => {
  let driver: JobDriver
  let own = ''
  beforeAll(() => {
    driver = rayDriver({ address: ray ?? '', token })
    own = `crossover-test-${Date.now()}`
  })
  afterAll(() => driver.close())
  const sh = (script: string) => ['/bin/sh', '-c', script]
  async function until(id: string, holds: (status: JobStatus) => boolean): Promise<JobStatus> {
    for (;;) {
      const status = await driver.status(id, signal)
      if (status !== undefined && holds(status)) return status
      await sleep(200)
    }
  }

  it('runs a job, tells how it stands and what it printed, and takes it once', async () => {
    const job = { id: `${own}-a`, command: sh(`echo "it's $PWD"`), cwd: tmpdir() }
    expect(await driver.submit(job, signal)).toMatchObject({ id: job.id })
    expect(await until(job.id, hasEnded)).toMatchObject({ state: 'succeeded' })
    expect(await driver.logs(job.id, 5, signal)).toContain(`it's ${tmpdir()}`)
    expect(await driver.submit(job, signal)).toMatchObject({ state: 'succeeded' })
  })

  it('that is given one job by two at once runs it once', async () => {
    const job = { id: `${own}-b`, command: sh('exit 3'), cwd: tmpdir() }
    const both = await Promise.all([driver.submit(job, signal), driver.submit(job, signal)])
    expect(both.map(({ id }) => id)).toEqual([job.id, job.id])
    const status = await until(job.id, hasEnded)
    expect(status).toMatchObject({ state: 'failed', message: expect.stringContaining('exit code 3') })
  })

  it('ends a job that is cancelled', async () => {
    const job = { id: `${own}-c`, command: sh('sleep 600'), cwd: tmpdir() }
    await driver.submit(job, signal)
    await until(job.id, ({ state }) => state === 'running')
    expect(await driver.cancel(job.id, signal)).toMatchObject({ state: 'cancelled' })
    expect(await driver.status(`${own}-d`, signal)).toBeUndefined()
  })
})

describe.skipIf(!isTrainerWanted)(
  'the trainer as a job (needs CROSSOVER_TEST_TRAINER=1 and its engine)',
  { timeout: 600_000 },
  () => {
    let folder = ''
    let engine: Engine
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'crossover-real-jobs-'))
      engine = await ensureEngine({ name: 'trainer', home: resolve(home ?? '') })
      makeTinyModel(engine, folder)
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    async function open(where: JobWhere, name: string): Promise<Trainer> {
      const stateFolder = join(folder, name)
      await mkdir(stateFolder, { recursive: true })
      const cache = join(folder, 'bases')
      const trainer = await openJobTrainer(where, { stateFolder, taskFolder: folder, cache, engine, token })
      return trainer ?? expect.unreachable('there is no trainer')
    }

    async function jobOf(trainer: Trainer): Promise<LoraJob> {
      const own = await trainer.folder('abc')
      await writeFile(join(own, 'chats.jsonl'), madeChats(40))
      return {
        kind: 'lora',
        folder: join(own, 'job'),
        base: { format: 'folder', path: join(folder, 'tiny') },
        train: join(own, 'chats.jsonl'),
        validation: join(own, 'chats.jsonl'),
        training: { epochs: 2, learningRate: 1e-3, batchRows: 8, maxTokens: 256 },
        lora: { rank: 4, alpha: 8, dropout: 0, modules: ['all-linear'] },
        seed: 1,
      }
    }

    async function trainAndScore(where: JobWhere, name: string) {
      const trainer = await open(where, name)
      const job = await jobOf(trainer)
      const folders: string[] = []
      const losses: number[] = []
      const { reason } = await trainer.train(job, {
        signal,
        onEstimate: async ({ seconds }) => ({ type: seconds < 600 ? 'continue' : 'stop' }),
        async onCheckpoint(checkpoint) {
          folders.push(checkpoint.folder)
          losses.push(checkpoint.validationLoss ?? Number.NaN)
          return { type: 'continue' }
        },
        onStep: () => undefined,
      })
      const adapter = folders[1] ?? ''
      const check = { folder: join(job.folder, 'check'), base: job.base, adapter, rows: job.train }
      const scores = await trainer.score(check, signal)
      const isKept = folders.map((path) => existsSync(join(path, 'adapter_model.safetensors')))
      return { reason, isKept, losses, scored: scores.length }
    }

    function expectTrained({ losses, ...others }: Awaited<ReturnType<typeof trainAndScore>>): void {
      expect(others).toEqual({ reason: 'finished', isKept: [true, true], scored: 40 })
      expect(losses[1]).toBeLessThan(losses[0] ?? 0)
    }

    it('trains on this machine in a process of its own, and scores what it trained', async () => {
      const trained = await trainAndScore({ where: 'local' }, 'local')
      expect(trained.losses).toHaveLength(2)
      expectTrained(trained)
    })

    it.skipIf(ray === undefined)(
      'trains on Ray through a folder that both see (needs CROSSOVER_RAY)',
      async () => {
        const python = environmentPython(engine.folder)
        const cluster = { address: ray ?? '', artifacts: 'shared', python, gpus: 0 }
        const trained = await trainAndScore({ where: 'ray', ray: cluster }, 'ray')
        expect(trained.losses).toHaveLength(2)
        expectTrained(trained)
      },
    )
  },
)
