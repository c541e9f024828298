import type OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TuningRequest, TuningService } from '../../../contracts/tuning-service.ts'
import { json } from '../transport/scripted-server.fixture.ts'
import { startFakeVendor, succeeded, type FakeVendor } from './fake-vendor.fixture.ts'
import { openTuningService } from './open-tuning-service.ts'
import { readJob } from './read-job.ts'

const { signal } = new AbortController()
const request: TuningRequest = {
  base: 'gpt-4.1-nano',
  trainingFile: 'file-1',
  epochs: 2,
  seed: 7,
  suffix: 'a-name-that-is-longer-than-eighteen-characters',
  metadata: { recipe: 'abc' },
}

let vendor: FakeVendor
let service: TuningService
beforeEach(async () => {
  vendor = await startFakeVendor()
  service = await openAt(vendor, 'openai')
})
afterEach(async () => {
  await service.close()
  await vendor.close()
})

function openAt({ server }: FakeVendor, name: string): Promise<TuningService> {
  const entry = { baseUrl: `${server.url}/v1`, keyEnv: 'KEY', protocol: 'openai-chat' as const }
  return openTuningService(name, { providers: { [name]: entry }, keyOf: () => 'sk-0123456789' })
}

describe('a job', () => {
  it('is begun at OpenAI in the form of its own client', async () => {
    await service.create({ ...request, validationFile: 'file-2' }, signal)
    const expected: OpenAI.FineTuning.JobCreateParams = {
      model: 'gpt-4.1-nano',
      training_file: 'file-1',
      validation_file: 'file-2',
      method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2 } } },
      seed: 7,
      metadata: { recipe: 'abc' },
      suffix: 'a-name-that-is-longer-than-eighteen-characters',
    }
    expect(vendor.created).toEqual([expected])
    expect(vendor.server.calls[0]?.headers['authorization']).toBe('Bearer sk-0123456789')
  })

  it('is begun at any other server in the oldest form', async () => {
    const lab = await openAt(vendor, 'lab')
    await lab.create(request, signal)
    await lab.close()
    expect(vendor.created).toEqual([
      {
        model: 'gpt-4.1-nano',
        training_file: 'file-1',
        hyperparameters: { n_epochs: 2 },
        suffix: 'a-name-that-is-lon',
      },
    ])
  })

  it('is found by its file, cancelled, and its checkpoints come in order', async () => {
    const { id } = await service.create(request, signal)
    await service.create({ ...request, trainingFile: 'file-9' }, signal)
    expect((await service.findByFile('file-1', signal))?.id).toBe(id)
    expect(await service.findByFile('file-5', signal)).toBeUndefined()
    expect((await service.cancel(id, signal)).state).toBe('cancelled')
    vendor.play({
      checkpoints: [{ step_number: 20, metrics: { train_loss: 1 } }, { step_number: 10 }, 'odd'],
    })
    expect(await service.checkpoints(id, signal)).toEqual([
      { step: 10, metrics: {} },
      { step: 20, metrics: { train_loss: 1 } },
    ])
  })

  it.each([
    ['validating_files', 'working'],
    ['queued', 'working'],
    ['running', 'working'],
    ['pausing', 'working'],
    ['paused', 'paused'],
    ['succeeded', 'succeeded'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
  ] as const)('that is %s is %s', (status, state) => {
    expect(readJob({ id: 'ftjob-1', status }, 'openai')).toEqual({ id: 'ftjob-1', status, state })
  })

  it('is told whole', () => {
    const told = {
      id: 'j',
      ...succeeded,
      estimated_finish: 5,
      error: { code: 'a', message: '', param: null },
    }
    expect(readJob(told, 'openai')).toEqual({
      id: 'j',
      status: 'succeeded',
      state: 'succeeded',
      model: 'ft:tiny:lab:desks:abc',
      trainedTokens: 2_000_000,
      expectedAtMs: 5000,
    })
  })

  it('is no job without an id', async () => {
    vendor.play({ createFaults: [json({ status: 'queued' })] })
    await expect(service.create(request, signal)).rejects.toThrow(
      /^openai: no fine-tuning job was answered \(id: /u,
    )
  })
})

describe('a vendor', () => {
  it('whose protocol is another is refused by name', async () => {
    await expect(openTuningService('mistral', { keyOf: () => 'x' })).rejects.toThrow(
      'tuning.hosted names "mistral" (https://api.mistral.ai/v1), which is not known to train models.',
    )
    await expect(openTuningService('openia', {})).rejects.toThrow('Did you mean openai?')
  })

  it('that found a file wrong says why', async () => {
    vendor.play({ uploadFaults: [json({ id: 'f', status: 'error', status_details: 'no JSON in line 2' })] })
    const file = { name: 'a.jsonl', bytes: Buffer.from('x') }
    await expect(service.upload(file, signal)).rejects.toThrow(
      'openai did not take the file: no JSON in line 2.',
    )
  })
})
