import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../contracts/json.ts'
import { ProviderError, StoppedError } from '../../../errors.ts'
import { succeeded } from '../../../models/http/tuning/fake-vendor.fixture.ts'
import { refused, resetBeforeHeaders } from '../../../models/http/transport/scripted-server.fixture.ts'
import { trainingSplit } from '../../../data/split/training-split.ts'
import { getJson } from '../../artifact-codec.ts'
import { hosted } from './hosted.ts'
import { deskRows, startHostedRig, type HostedRig } from './hosted-rig.fixture.ts'

let rig: HostedRig
beforeEach(async () => {
  rig = await startHostedRig()
})
afterEach(() => rig.close())

const statuses = ['validating_files', 'queued', 'running', 'a_new_word'].map((status) => ({ status }))
const deskOf = (_: string, message: string) => (message.includes('till') ? 'till' : 'stock')

describe('tune/hosted', () => {
  it('has no spec unless the task file names a vendor', () => {
    const { tuning } = rig.task
    expect(hosted.specs({ ...rig.task, tuning: { ...tuning, hosted: [] } })).toEqual([])
    expect(hosted.specs(rig.task)).toEqual([{ provider: 'lab', base: 'tiny', epochs: 3 }])
  })

  it('waits through every status and answers with the trained model, asked as it was trained', async () => {
    const metrics = { step: 8, train_loss: 0.5, valid_loss: 0.75, full_valid_loss: null }
    const checkpoints = [{ step_number: 8, fine_tuned_model_checkpoint: 'ft:tiny:8', metrics }]
    rig.vendor.play({ looks: [...statuses, succeeded], checkpoints, answer: deskOf })
    const candidate = await rig.fitted()
    expect(candidate).toMatchObject({
      kind: 'tune/hosted',
      family: 'tune',
      name: 'hosted tiny',
      spec: { language: 'lab:ft:tiny:lab:desks:abc', jobId: 'ftjob-1' },
      models: [{ name: 'lab:ft:tiny:lab:desks:abc', provider: 'lab' }],
    })
    // 2 million tokens at 3 USD a million.
    expect(candidate.fitCost.usd).toBe(6)
    // A wait is half as long again as the one before.
    expect(rig.clock.sleeps).toEqual([5_000, 7_500, 11_250, 16_875])
    expect(rig.labels).toContain('tiny at lab: queued, Look 2')
    const curve = await getJson(candidate, 'curve', rig.store.artifacts)
    expect(curve).toEqual([{ step: 8, train_loss: 0.5, valid_loss: 0.75, model: 'ft:tiny:8' }])

    const predictor = await hosted.open(candidate, rig.context)
    const { signal } = rig.context
    const answer = await predictor.predict({ input: { text: '  train 0 about the till ' }, signal })
    await predictor.close()
    expect(answer).toMatchObject({ output: 'till', validity: 'first' })
    const [chat] = rig.vendor.callsTo('POST', /chat/u)
    const question = (chat?.json as JsonObject | undefined)?.['messages']
    const [line = ''] = rig.vendor.files.get('file-2')?.split('\n') ?? []
    const trained = (JSON.parse(line) as { messages: unknown[] }).messages
    expect(trained).toEqual([...(question as unknown[]), { role: 'assistant', content: 'till' }])
  })

  it('says before it uploads what goes out and what that may cost, the minimum included', async () => {
    await rig.fitted()
    const bytes = [...rig.vendor.files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    expect(rig.asked).toEqual([
      {
        provider: 'lab',
        base: 'tiny',
        rows: { train: 12, validation: 4 },
        bytes,
        tokens: expect.any(Number),
        epochs: 3,
        usd: 4,
        priceSource: 'task file',
        notes: [],
      },
    ])
    expect(rig.vendor.created).toMatchObject([
      { model: 'tiny', training_file: 'file-2', validation_file: 'file-1', hyperparameters: { n_epochs: 3 } },
    ])
  })

  it('has no figure where nobody knows the price', async () => {
    rig.task.tuning.hosted = [{ provider: 'lab', base: 'tiny', epochs: 1 }]
    const candidate = await rig.fitted()
    expect(rig.asked[0]).not.toHaveProperty('usd')
    expect(candidate.fitCost).not.toHaveProperty('usd')
  })

  it('gives back what was trained before without asking anybody', async () => {
    const candidate = await rig.fitted()
    rig.store.candidates.save(candidate)
    const calls = rig.vendor.server.calls.length
    expect(await rig.fitted()).toEqual(candidate)
    expect(rig.vendor.server.calls).toHaveLength(calls)
  })
})

describe('nothing is uploaded', () => {
  const expectNothingSent = () => expect(rig.vendor.server.calls).toHaveLength(0)

  it('before somebody agreed', async () => {
    const outcome = await rig.fit({ mayUpload: undefined })
    expect(outcome).toEqual({
      notMeasured: {
        reason: 'nothing is uploaded before somebody agreed',
        command: 'crossover run --allow-upload',
      },
    })
    const refusal = { reason: 'no', command: 'crossover check' }
    expect(await rig.fit({ mayUpload: async () => refusal })).toEqual({ notMeasured: refusal })
    expectNothingSent()
  })

  it.each([
    ['training', { train: 5, validation: 0 }],
    ['validation', { train: 0, validation: 2 }],
  ])('while a %s row holds personal data, whoever agrees', async (_, at) => {
    const train = deskRows(12)
    const validation = deskRows(4, 'validation')
    const row = at.train > 0 ? train[at.train] : validation[at.validation]
    if (row !== undefined) row.input.text = 'write to jo.bloggs@example.org'
    rig.split = trainingSplit({ train, validation })
    expect(await rig.fit()).toEqual({
      notMeasured: {
        reason: `1 row holds what looks like personal data or a secret (the first is ${row?.id}): nothing is uploaded`,
        command: 'crossover check --redact <folder>',
      },
    })
    expect(rig.asked).toEqual([])
    expectNothingSent()
  })

  it('of fewer rows than the vendor takes', async () => {
    rig.split = trainingSplit({ train: deskRows(9), validation: [] })
    expect(await rig.fit()).toMatchObject({
      notMeasured: { reason: 'it takes 10 training rows at least, and there are 9' },
    })
    expectNothingSent()
  })

  it('where it may cost more than the task allows', async () => {
    rig.task.tuning.maxSpendUsd = 3.5
    expect(await rig.fit()).toMatchObject({
      notMeasured: { reason: 'training may cost 4.00 USD, and tuning.maxSpendUsd allows 3.5' },
    })
    expectNothingSent()
  })

  it('without a key: its variable is named', async () => {
    rig.key.value = ''
    const error = await rig.fit().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({
      message: 'Training at lab needs a key: the environment variable LAB_KEY is not set.',
      hint: 'export LAB_KEY=…, then crossover run --allow-upload',
    })
    expectNothingSent()
  })
})

describe('a job that does not end well', () => {
  it('mid-way: the words of the vendor, and the next run begins another', async () => {
    const error = { code: 'invalid_training_file', message: 'Line 3 is no chat.', param: 'training_file' }
    rig.vendor.play({ looks: [{ status: 'running' }, { status: 'failed', error }] })
    expect(await rig.fit()).toEqual({
      notMeasured: {
        reason: 'job ftjob-1 failed: Line 3 is no chat',
        command: 'crossover run --allow-upload',
      },
    })
    rig.vendor.play({})
    await rig.fitted()
    expect(rig.vendor.created).toHaveLength(2)
  })

  it('cancelled', async () => {
    rig.vendor.play({ looks: [{ status: 'cancelled', error: { code: null, message: null, param: null } }] })
    expect(await rig.fit()).toMatchObject({ notMeasured: { reason: 'job ftjob-1 was cancelled' } })
  })

  it('vanished', async () => {
    rig.vendor.play({ looks: [{ status: 'running' }, refused(404, { message: 'No such job' })()] })
    expect(await rig.fit()).toMatchObject({
      notMeasured: { reason: 'lab does not know the job ftjob-1 any more' },
    })
  })

  it('succeeded without a model: it is asked for the name again, and by the next run', async () => {
    const nameless = { status: 'succeeded', fine_tuned_model: null }
    rig.vendor.play({ looks: [nameless, nameless, succeeded] })
    await rig.fitted()
    rig.split = trainingSplit({ train: deskRows(14), validation: [] })
    rig.vendor.play({ looks: [nameless] })
    expect(await rig.fit()).toEqual({
      notMeasured: {
        reason: 'job ftjob-2 succeeded, and lab names no model yet',
        command: 'crossover run',
      },
    })
    rig.vendor.play({ looks: [succeeded] })
    await rig.fitted()
    expect(rig.vendor.created).toHaveLength(2)
  })
})

describe('a job that outlasts the run', () => {
  it('is pending, and the next run asks after the same', async () => {
    rig.vendor.play({ looks: [{ status: 'running', estimated_finish: Date.UTC(2026, 0, 1, 2) / 1000 }] })
    const outcome = await rig.fit()
    // 20 minutes were waited, of two hours.
    expect(outcome).toEqual({ pending: { jobId: 'ftjob-1', checkAfterMs: 6_000_000, status: 'running' } })
    rig.vendor.play({ looks: [succeeded] })
    await rig.fitted()
    expect(rig.vendor.created).toHaveLength(1)
    expect(rig.asked).toHaveLength(1)
  })

  it('is not waited for while it is paused', async () => {
    rig.vendor.play({ looks: [{ status: 'paused' }] })
    expect(await rig.fit()).toMatchObject({ pending: { jobId: 'ftjob-1', status: 'paused' } })
    expect(rig.clock.sleeps).toEqual([])
  })

  it('goes on when the reader stops the run', async () => {
    rig.vendor.play({ looks: [{ status: 'running' }] })
    const stop = new AbortController()
    const fit = rig.fit({ signal: stop.signal, progress: () => stop.abort() })
    await expect(fit).rejects.toThrow(StoppedError)
    await expect(fit).rejects.toThrow('Stopped. Job ftjob-1 goes on at lab.')
    rig.vendor.play({ looks: [succeeded] })
    await rig.fitted()
    expect(rig.vendor.created).toHaveLength(1)
  })

  it('is followed through 429, 5xx and lost connections', async () => {
    const slow = refused(429, { message: 'slow down' })({ 'retry-after': '3600' })
    rig.vendor.play({ looks: [slow, refused(500)(), resetBeforeHeaders(), { status: 'running' }, succeeded] })
    await rig.fitted()
    expect(rig.vendor.created).toHaveLength(1)
  })
})

describe('what is lost on the way', () => {
  it('an upload that is cut is sent again', async () => {
    rig.vendor.play({ uploadFaults: [resetBeforeHeaders(), refused(429)()] })
    await rig.fitted()
    expect(rig.vendor.files.get('file-2')?.split('\n')).toHaveLength(13)
  })

  it('a file of which the vendor has less begins no job', async () => {
    rig.vendor.play({ cutBytes: 7 })
    await expect(rig.fit()).rejects.toThrow(/^lab has \d+ bytes of a file of \d+: the upload was cut\.$/u)
    expect(rig.vendor.created).toHaveLength(0)
  })

  it('a job that was begun unheard is found by its file, and not begun again', async () => {
    rig.vendor.play({ losesFirstCreation: true })
    await expect(rig.fit()).rejects.toThrow('Not tried again: the server may have worked on it')
    expect(await rig.fitted()).toMatchObject({ spec: { jobId: 'ftjob-1' } })
    expect(rig.vendor.created).toHaveLength(1)
    expect(rig.vendor.files.size).toBe(2)
  })

  it('a job that is plainly refused leaves nothing behind', async () => {
    rig.vendor.play({ createFaults: [refused(400, { message: 'tiny cannot be trained' })()] })
    await expect(rig.fit()).rejects.toThrow('tiny cannot be trained')
    await rig.fitted()
    expect(rig.asked).toHaveLength(2)
  })

  it('a refused key is said and the job is kept', async () => {
    rig.vendor.play({ looks: [refused(401, { message: `bad key ${rig.key.value}` })()] })
    const error = await rig.fit().catch((thrown: unknown) => String(thrown))
    expect(error).toContain('it answered 401')
    expect(error).not.toContain(rig.key.value)
    rig.vendor.play({ looks: [succeeded] })
    await rig.fitted()
    expect(rig.vendor.created).toHaveLength(1)
  })
})
