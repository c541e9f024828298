import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LoraJob, Trainer, TrainingReply, TrainingWatch } from '../contracts/trainer.ts'
import { DataError, EngineError, StoppedError } from '../errors.ts'
import { TrainingError } from '../models/trainer/training-error.ts'
import { makeFakePackage } from './fake-package.fixture.ts'
import { hasEnded, type JobDriver } from './job-driver.ts'
import { jobTrainer, type JobTrainerOptions } from './job-trainer.ts'
import { localDriver } from './local/local-driver.ts'

let folder: string
let driver: JobDriver
let trainer: Trainer
let job: LoraJob
let remembered: string[]
let place: JobTrainerOptions
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-job-trainer-'))
  remembered = []
  driver = localDriver({ folder: join(folder, 'jobs'), graceMs: 2_000 })
  place = {
    driver,
    folder: join(folder, 'training'),
    cache: join(folder, 'cache'),
    share: async (path) => `${path}-shared`,
    python: 'python3',
    packageFolder: makeFakePackage(join(folder, 'python')),
    remember: async (id) => void remembered.push(id),
    pollMs: 20,
    statusMs: 60,
  }
  trainer = jobTrainer(place)
  const own = await trainer.folder('abc')
  writeFileSync(join(own, 'train.jsonl'), '{"messages":[]}\n')
  job = {
    kind: 'lora',
    folder: join(own, 'job'),
    base: { format: 'gguf', path: join(folder, 'base.gguf') },
    train: join(own, 'train.jsonl'),
    validation: join(own, 'train.jsonl'),
    training: { epochs: 4, learningRate: 1e-3, batchRows: 8, maxTokens: 128 },
    lora: { rank: 4, alpha: 8, dropout: 0, modules: ['all-linear'] },
    seed: 1,
  }
})
afterEach(async () => {
  for (const id of jobIds()) await driver.cancel(id, new AbortController().signal)
  rmSync(folder, { recursive: true, force: true })
})

const jobIds = () => (existsSync(join(folder, 'jobs')) ? readdirSync(join(folder, 'jobs')) : [])
const behave = (how: string) => writeFileSync(join(folder, 'training', 'abc', 'behaviour'), how)
const starts = () =>
  readFileSync(join(folder, 'training', 'abc', 'starts'), 'utf8')
    .trim()
    .split('\n')

/** Trains and notes what came; `decide` answers for epochs. */
async function train(
  more: Partial<TrainingWatch> = {},
  decide: (epoch: number) => TrainingReply['type'] = () => 'continue',
) {
  const epochs: number[] = []
  const steps: number[] = []
  const ended = await trainer.train(job, {
    signal: new AbortController().signal,
    onEstimate: async () => ({ type: 'continue' }),
    async onCheckpoint({ epoch }) {
      epochs.push(epoch)
      return { type: decide(epoch) }
    },
    onStep: ({ done }) => void steps.push(done),
    ...more,
  })
  return { ...ended, epochs, steps }
}

describe('training as a job', () => {
  it('shows every epoch in order and ends as the job does', async () => {
    behave('plain')
    expect(await train()).toEqual({ reason: 'finished', epochs: [1, 2, 3, 4], steps: [1, 2, 3, 4] })
    const [id = ''] = jobIds()
    const written: unknown = JSON.parse(readFileSync(join(job.folder, `${id}.json`), 'utf8'))
    expect(written).toMatchObject({
      kind: 'lora',
      base: { path: join(folder, 'base.gguf-shared'), cache: join(folder, 'cache') },
      train: job.train,
    })
  })

  it('is done once: whoever asks again hears the same', async () => {
    behave('plain')
    const first = await train()
    expect(await train()).toEqual(first)
    expect(starts()).toEqual(['plain'])
    expect(remembered).toEqual(jobIds())
  })

  it('is trained anew where its folder was given back', async () => {
    behave('plain')
    const first = await train()
    await trainer.release('abc')
    expect(existsSync(join(folder, 'training', 'abc'))).toBe(false)
    expect(jobIds()).toHaveLength(1)
    await trainer.folder('abc')
    behave('plain')
    writeFileSync(job.train, '{"messages":[]}\n')
    expect(await train()).toEqual(first)
    expect(starts()).toEqual(['plain'])
    expect(jobIds()).toHaveLength(2)
  })

  it('keeps what others may be reading: a job of the same request is in the same folder', async () => {
    behave('plain')
    await train()
    await jobTrainer({ ...place, isShared: true }).release('abc')
    expect(await train()).toMatchObject({ epochs: [1, 2, 3, 4] })
    expect(starts()).toEqual(['plain'])
  })

  it('of other rows is another job', async () => {
    behave('plain')
    await train()
    writeFileSync(job.train, '{"messages":[1]}\n')
    await train()
    expect(jobIds()).toHaveLength(2)
  })

  it('goes on when nobody looks any more, and is taken up by the next', async () => {
    behave('slow')
    const stop = new AbortController()
    const watched = train({
      signal: stop.signal,
      async onCheckpoint({ epoch }) {
        if (epoch === 2) stop.abort()
        return { type: 'continue' }
      },
    })
    const error = await watched.catch((thrown: unknown) => thrown)
    const [id = ''] = jobIds()
    expect(error).toBeInstanceOf(StoppedError)
    expect(error).toMatchObject({
      message: `Stopped. Training goes on on this machine as job ${id}.`,
      hint: `Run again to take it up, or end it: crossover jobs cancel ${id}`,
    })
    writeFileSync(join(folder, 'training', 'abc', 'go'), '')
    expect(await train()).toMatchObject({ reason: 'finished', epochs: [1, 2, 3, 4] })
    expect(starts()).toEqual(['slow'])
  })

  it('is ended by a word to stop, a little later', async () => {
    behave('slow')
    const { reason, epochs } = await train({}, (epoch) => (epoch === 2 ? 'stop' : 'continue'))
    expect({ reason, epochs }).toEqual({ reason: 'stopped', epochs: [1, 2] })
    const [id = ''] = jobIds()
    expect((await driver.status(id, new AbortController().signal))?.state).not.toBe('running')
  })

  it('that would take too long is ended at its estimate', async () => {
    behave('slow')
    expect(await train({ onEstimate: async () => ({ type: 'stop' }) })).toMatchObject({
      reason: 'estimated',
      epochs: [],
    })
  })

  it('that ended without success is begun again by the next run, as another attempt', async () => {
    behave('diverging')
    await expect(train()).rejects.toThrow(TrainingError)
    behave('plain')
    expect(await train()).toMatchObject({ reason: 'finished' })
    const [first = '', second] = jobIds().toSorted()
    expect(second).toBe(`${first}-2`)
    expect(starts()).toEqual(['diverging', 'plain'])
  })

  it('that ends without a word says how, and its last lines', async () => {
    behave('wordless')
    const error = await train().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EngineError)
    expect((error as Error).message).toMatch(
      /^Job crossover-[0-9a-f]{24} ended before it was done \(exit code 7\)[.] Its last lines:\n.*the last words$/su,
    )
  })

  it("may have its last words seen late where the folder is another machine's", async () => {
    behave('late')
    trainer = jobTrainer({ ...place, settleMs: 60_000 })
    expect(await train()).toMatchObject({ reason: 'finished' })
  })

  it('that somebody cancels says so', async () => {
    behave('slow')
    const watched = train().catch((thrown: unknown) => thrown)
    while (!existsSync(join(folder, 'training', 'abc', 'starts'))) await sleep(10)
    const [id = ''] = jobIds()
    const status = await driver.cancel(id, new AbortController().signal)
    expect(status !== undefined && hasEnded(status)).toBe(true)
    expect(await watched).toMatchObject({ message: `Job ${id} was cancelled.` })
  })

  it('that writes something else is refused', async () => {
    behave('garbled')
    await expect(train()).rejects.toThrow('A training job wrote something that is no event: Loading: 12 %')
  })

  it('that is none is refused before anything is begun', async () => {
    behave('plain')
    job = { ...job, training: { ...job.training, epochs: 0 } }
    await expect(train()).rejects.toThrow(DataError)
    await expect(train()).rejects.toThrow(/^A training job is wrong at training[.]epochs: /u)
    expect(jobIds()).toEqual([])
  })

  it('scores answers, too', async () => {
    behave('score')
    const { folder: own, base, validation: rows } = job
    const scores = await trainer.score({ folder: own, base, rows }, new AbortController().signal)
    expect(scores).toEqual([{ promptTokens: [1], tokens: [2], argmaxTokens: [3], logProbabilities: [-0.5] }])
  })
})
