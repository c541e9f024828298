import { afterEach, describe, expect, it } from 'vitest'
import type { TuningService } from '../../../contracts/tuning-service.ts'
import { manualClock, type ManualClock } from '../transport/manual-clock.fixture.ts'
import { failure } from '../transport/rig.fixture.ts'
import { refused } from '../transport/scripted-server.fixture.ts'
import {
  fireworksAnswers,
  fireworksCompleted,
  fireworksModel,
  type FireworksFacts,
} from './fake-fireworks.fixture.ts'
import { startFakeVendor, type FakeVendor } from './fake-vendor.fixture.ts'
import { openTuningService } from './open-tuning-service.ts'
import { readFireworksJob } from './read-fireworks-job.ts'

const { signal } = new AbortController()
const file = { name: 'crossover-abc-train.jsonl', bytes: Buffer.from('{}\n{}\n') }
const dataset = 'accounts/lab/datasets/crossover-abc-train'
const request = {
  base: 'qwen3-8b',
  trainingFile: dataset,
  epochs: 2,
  seed: 7,
  suffix: 'desks',
  metadata: {},
}

let vendor: FakeVendor
let service: TuningService
let clock: ManualClock
const open = async (facts: FireworksFacts = {}, account?: string) => {
  vendor = await startFakeVendor({}, fireworksAnswers(facts))
  clock = manualClock()
  service = await openTuningService('fireworks', {
    providers: {
      fireworks: {
        baseUrl: `${vendor.server.url}/inference/v1`,
        keyEnv: 'FIREWORKS_API_KEY',
        protocol: 'openai-chat',
      },
    },
    keyOf: (name) => (name === 'FIREWORKS_ACCOUNT_ID' ? account : 'fw-0123456789'),
    clientOptions: { clock, random: () => 0.5 },
  })
}
afterEach(async () => {
  await service.close()
  await vendor.close()
})

describe('Fireworks', () => {
  it('is sent a file as a dataset of the account of the key, and waited for until it is ready', async () => {
    await open({ datasetStates: [{ state: 'UPLOADING' }, { state: 'UPLOADING' }, { state: 'READY' }] })
    expect(await service.upload(file, signal)).toBe(dataset)
    expect(vendor.files.get(dataset)).toBe('{}\n{}\n')
    expect(vendor.callsTo('POST', /datasets$/u)[0]?.json).toEqual({
      datasetId: 'crossover-abc-train',
      dataset: { userUploaded: {}, format: 'CHAT', exampleCount: '2' },
    })
    expect(clock.sleeps).toEqual([2_000, 2_000])
    expect(vendor.callsTo('GET', /accounts$/u)).toHaveLength(1)
  })

  it('is not sent the same file twice, and one that was cut goes on', async () => {
    await open()
    vendor.play({ uploadFaults: [refused(400, { message: 'cut' })()] })
    await expect(service.upload(file, signal)).rejects.toThrow(/cut/u)
    await service.upload(file, signal)
    await service.upload(file, signal)
    expect(vendor.callsTo('POST', /datasets$/u)).toHaveLength(1)
    expect(vendor.callsTo('POST', /:upload$/u)).toHaveLength(2)
  })

  it('that found a file wrong, or never has it, says so', async () => {
    const wrong = { state: 'UPLOADING', status: { code: 'INVALID_ARGUMENT', message: 'line 2 has no role' } }
    await open({ datasetStates: [wrong] })
    await expect(service.upload(file, signal)).rejects.toThrow(
      'fireworks did not take the file: line 2 has no role.',
    )
    await service.close()
    await vendor.close()
    await open({ datasetStates: [{ state: 'UPLOADING' }] })
    await expect(service.upload(file, signal)).rejects.toThrow(
      'fireworks has not taken the file within 5 minutes.',
    )
  })

  it('trains in the account that is named, and asks for a name where there are several', async () => {
    await open({ accounts: ['one', 'two'] })
    const error = await failure(service.create(request, signal))
    expect(error.message).toBe('fireworks: the key belongs to 2 accounts (one, two); one is needed.')
    expect(error.hint).toContain('FIREWORKS_ACCOUNT_ID')
    await service.close()
    await vendor.close()
    await open({ accounts: ['one', 'two'] }, 'lab')
    expect((await service.create(request, signal)).id).toBe('job-1')
    expect(vendor.callsTo('GET', /accounts$/u)).toHaveLength(0)
  })

  it('begins a job that neither takes rows away nor stops early', async () => {
    await open()
    await service.create({ ...request, validationFile: 'accounts/lab/datasets/v' }, signal)
    await service.create({ ...request, base: 'accounts/me/models/mine' }, signal)
    expect(vendor.created).toEqual([
      {
        displayName: 'desks',
        baseModel: 'accounts/fireworks/models/qwen3-8b',
        dataset,
        evaluationDataset: 'accounts/lab/datasets/v',
        evalAutoCarveout: false,
        earlyStop: false,
        epochs: 2,
      },
      {
        displayName: 'desks',
        baseModel: 'accounts/me/models/mine',
        dataset,
        evalAutoCarveout: false,
        earlyStop: false,
        epochs: 2,
      },
    ])
    expect((await service.findByFile(dataset, signal))?.id).toBe('job-2')
    expect(await service.findByFile('accounts/lab/datasets/other', signal)).toBeUndefined()
  })

  it('is asked again after a 429, cancels, and has no log', async () => {
    await open()
    await service.create(request, signal)
    vendor.play({ looks: [refused(429, { message: 'slow down' })(), fireworksCompleted] })
    expect(await service.job('job-1', signal)).toMatchObject({ model: fireworksModel, usd: 1.5 })
    vendor.play({ looks: [{ state: 'JOB_STATE_CANCELLING' }] })
    expect(await service.cancel('job-1', signal)).toMatchObject({ state: 'working', status: 'cancelling' })
    expect(vendor.callsTo('POST', /supervisedFineTuningJobs\/job-1:cancel$/u)).toHaveLength(1)
    expect(await service.events('job-1', signal)).toEqual([])
    expect(await service.checkpoints('job-1', signal)).toEqual([])
    vendor.play({ looks: [refused(404, { message: 'gone' })()] })
    expect(await service.job('job-1', signal)).toBeUndefined()
  })
})

describe('a job at Fireworks', () => {
  it.each([
    ['UNSPECIFIED', 'working'],
    ['CREATING', 'working'],
    ['RUNNING', 'working'],
    ['COMPLETED', 'succeeded'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'cancelled'],
    ['DELETING', 'cancelled'],
    ['WRITING_RESULTS', 'working'],
    ['VALIDATING', 'working'],
    ['DELETING_CLEANING_UP', 'cancelled'],
    ['PENDING', 'working'],
    ['EXPIRED', 'failed'],
    ['RE_QUEUEING', 'working'],
    ['CREATING_INPUT_DATASET', 'working'],
    ['IDLE', 'working'],
    ['CANCELLING', 'working'],
    ['EARLY_STOPPED', 'succeeded'],
    ['PAUSED', 'paused'],
  ] as const)('that is %s is %s', (word, state) => {
    const job = readFireworksJob(
      { name: 'accounts/lab/x/job-1', state: `JOB_STATE_${word}`, outputModel: null },
      'fireworks',
    )
    expect(job).toEqual({ id: 'job-1', status: word.toLowerCase(), state })
  })

  it('has no model before it ends, its reason when it failed, and a price in dollars alone', () => {
    const told = {
      name: 'a/job-1',
      outputModel: fireworksModel,
      status: { code: 'X', message: 'too\n long' },
    }
    const running = readFireworksJob({ ...told, state: 'JOB_STATE_RUNNING' }, 'fireworks')
    expect(running).toEqual({ id: 'job-1', status: 'running', state: 'working' })
    expect(readFireworksJob({ ...told, state: 'JOB_STATE_FAILED' }, 'fireworks').problem).toBe('too long')
    const euros = { currencyCode: 'EUR', units: '3', nanos: 0 }
    const job = readFireworksJob({ ...told, state: 'JOB_STATE_COMPLETED', estimatedCost: euros }, 'fireworks')
    expect(job).toMatchObject({ model: fireworksModel })
    expect(job).not.toHaveProperty('usd')
  })

  it('is none without a name', () => {
    expect(() => readFireworksJob({ state: 'JOB_STATE_RUNNING' }, 'fireworks')).toThrow(
      /^fireworks: no fine-tuning job was answered \(name: /u,
    )
  })
})
