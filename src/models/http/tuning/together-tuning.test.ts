import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TuningService } from '../../../contracts/tuning-service.ts'
import { manualClock } from '../transport/manual-clock.fixture.ts'
import { failure } from '../transport/rig.fixture.ts'
import { refused } from '../transport/scripted-server.fixture.ts'
import { togetherAnswers, togetherCompleted, togetherModel } from './fake-together.fixture.ts'
import { startFakeVendor, type FakeVendor } from './fake-vendor.fixture.ts'
import { openTuningService } from './open-tuning-service.ts'
import { readTogetherJob } from './read-together-job.ts'

const { signal } = new AbortController()
const request = {
  base: 'Qwen/Qwen3-8B',
  trainingFile: 'file-1',
  validationFile: 'file-2',
  epochs: 2,
  seed: 7,
  suffix: 'a-name-that-is-longer-than-forty-characters-are',
  metadata: { recipe: 'abc' },
}

let vendor: FakeVendor
let service: TuningService
beforeEach(async () => {
  vendor = await startFakeVendor({}, togetherAnswers)
  service = await openTuningService('together', {
    providers: {
      together: { baseUrl: `${vendor.server.url}/v1`, keyEnv: 'TOGETHER_API_KEY', protocol: 'openai-chat' },
    },
    keyOf: () => 'tg-0123456789',
    clientOptions: { clock: manualClock(), random: () => 0.5 },
  })
})
afterEach(async () => {
  await service.close()
  await vendor.close()
})

describe('Together', () => {
  it('is sent a file by its own form, and counts its bytes later', async () => {
    expect(await service.upload({ name: 'train.jsonl', bytes: Buffer.from('{}\n') }, signal)).toBe('file-1')
    expect(vendor.files.get('file-1')).toBe('{}\n')
    const [call] = vendor.callsTo('POST', /upload/u)
    expect(call?.headers['authorization']).toBe('Bearer tg-0123456789')
    for (const [name, value] of [
      ['purpose', 'fine-tune'],
      ['file_name', 'train.jsonl'],
      ['file_type', 'jsonl'],
    ])
      expect(call?.body).toContain(`name="${name}"\r\n\r\n${value}\r\n`)
  })

  it('begins a job with the fields it documents and no others', async () => {
    await service.create(request, signal)
    expect(vendor.created).toEqual([
      {
        model: 'Qwen/Qwen3-8B',
        training_file: 'file-1',
        n_epochs: 2,
        training_method: { method: 'sft', train_on_inputs: false },
        suffix: 'a-name-that-is-longer-than-forty-charact',
      },
    ])
  })

  it('has its newest job of a file, its log and its steps in order', async () => {
    await service.create(request, signal)
    await service.create(request, signal)
    await service.create({ ...request, trainingFile: 'file-9' }, signal)
    expect((await service.findByFile('file-1', signal))?.id).toBe('ft-2')
    expect(await service.findByFile('file-5', signal)).toBeUndefined()
    vendor.play({ checkpoints: [{ step: 20, path: 'b' }, { step: 10, path: 'a' }, 'odd'] })
    expect(await service.checkpoints('ft-1', signal)).toEqual([
      { step: 10, metrics: {} },
      { step: 20, metrics: {} },
    ])
    await service.job('ft-1', signal)
    await service.job('ft-1', signal)
    expect((await service.events('ft-1', signal)).map(({ message }) => message)).toEqual(['Look 1', 'Look 2'])
    expect((await service.cancel('ft-1', signal)).state).toBe('working')
  })

  it('is asked again after a 429, and a job it does not know is nothing', async () => {
    vendor.play({ looks: [refused(429, { message: 'slow down' })(), togetherCompleted] })
    await service.create(request, signal)
    expect(await service.job('ft-1', signal)).toMatchObject({ state: 'succeeded', trainedTokens: 2_000_000 })
    vendor.play({ looks: [refused(404, { message: 'no such job' })()] })
    expect(await service.job('ft-9', signal)).toBeUndefined()
  })

  it('that refuses a file or a job is quoted', async () => {
    vendor.play({ uploadFaults: [refused(400, { message: 'line 2 is no JSON' })()] })
    const file = { name: 'a.jsonl', bytes: Buffer.from('x') }
    expect((await failure(service.upload(file, signal))).message).toContain('line 2 is no JSON')
    vendor.play({ createFaults: [refused(400, { message: 'this model cannot be trained' })()] })
    expect((await failure(service.create(request, signal))).message).toContain('cannot be trained')
  })
})

describe('a job at Together', () => {
  it.each([
    ['pending', 'working'],
    ['queued', 'working'],
    ['running', 'working'],
    ['compressing', 'working'],
    ['uploading', 'working'],
    ['cancel_requested', 'working'],
    ['cancelled', 'cancelled'],
    ['error', 'failed'],
    ['user_error', 'failed'],
    ['completed', 'succeeded'],
  ] as const)('that is %s is %s', (status, state) => {
    const job = readTogetherJob({ id: 'ft-1', status, model_output_name: null }, 'together')
    expect(job).toEqual({ id: 'ft-1', status, state })
  })

  it('has its model by either name, and none before it is completed', () => {
    const model = { model: togetherModel }
    const named = { id: 'ft-1', x_model_output_name: togetherModel }
    expect(readTogetherJob({ ...named, status: 'completed' }, 'together')).toMatchObject(model)
    expect(readTogetherJob({ ...named, status: 'running' }, 'together')).not.toHaveProperty('model')
  })

  it('that failed says the last error of its log', () => {
    const events = [
      { type: 'job_error', message: 'out of\n memory', created_at: '2026-11-24T10:00:02Z' },
      { type: 'warning', message: 'slow', level: 'error', created_at: '2026-11-24T10:00:01Z' },
      { type: 'job_stopped', message: 'stopped', created_at: '2026-11-24T10:00:03Z' },
    ]
    const job = readTogetherJob({ id: 'ft-1', status: 'error', events }, 'together')
    expect(job.problem).toBe('out of memory')
  })

  it('is none without an id', () => {
    expect(() => readTogetherJob({ status: 'queued' }, 'together')).toThrow(
      /^together: no fine-tuning job was answered \(id: /u,
    )
  })
})
