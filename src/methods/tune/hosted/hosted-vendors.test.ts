import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../contracts/json.ts'
import {
  fireworksAnswers,
  fireworksCompleted,
  fireworksModel,
} from '../../../models/http/tuning/fake-fireworks.fixture.ts'
import {
  togetherAnswers,
  togetherCompleted,
  togetherModel,
} from '../../../models/http/tuning/fake-together.fixture.ts'
import { refused } from '../../../models/http/transport/scripted-server.fixture.ts'
import { hosted } from './hosted.ts'
import { startHostedRig, type HostedRig } from './hosted-rig.fixture.ts'

const deskOf = (_: string, message: string) => (message.includes('till') ? 'till' : 'stock')

describe.each([
  {
    provider: 'together',
    path: '/v1',
    answers: togetherAnswers,
    working: ['pending', 'queued', 'running', 'compressing', 'uploading', 'a_new_word'].map((status) => ({
      status,
    })),
    completed: togetherCompleted,
    failed: { status: 'error', events: [{ type: 'job_error', message: 'Line 3 is too long' }] },
    cancelled: { status: 'cancelled' },
    model: togetherModel,
    // 2 million tokens at 3 USD a million.
    usd: 6,
    jobId: 'ft-1',
    validationFiles: 0,
  },
  {
    provider: 'fireworks',
    path: '/inference/v1',
    answers: fireworksAnswers(),
    working: ['CREATING', 'VALIDATING', 'PENDING', 'RUNNING', 'WRITING_RESULTS', 'A_NEW_WORD'].map(
      (state) => ({
        state: `JOB_STATE_${state}`,
      }),
    ),
    completed: fireworksCompleted,
    failed: {
      state: 'JOB_STATE_FAILED',
      status: { code: 'INVALID_ARGUMENT', message: 'Line 3 is too long' },
    },
    cancelled: { state: 'JOB_STATE_CANCELLED' },
    model: fireworksModel,
    // As the vendor says.
    usd: 1.5,
    jobId: 'job-1',
    validationFiles: 1,
  },
])('training at $provider', ({ provider, working, completed, failed, cancelled, ...vendor }) => {
  let rig: HostedRig
  beforeEach(async () => {
    rig = await startHostedRig({ provider, path: vendor.path, answers: vendor.answers })
  })
  afterEach(() => rig.close())
  const servedAs = (name: string) => {
    for (const entry of rig.task.tuning.hosted) entry.servedAs = name
  }

  it('goes through every status, through 429s and a server that is down, to the name it is to be deployed by', async () => {
    const busy = refused(429, { message: 'slow down' })()
    const down = refused(503, { message: 'away' })()
    rig.vendor.play({ looks: [...working, busy, down, completed] })
    expect(await rig.fit()).toEqual({
      notMeasured: {
        reason: `${provider} has trained ${vendor.model}, which answers only once you deploy it there`,
        command: 'write the name it is deployed under as servedAs: below tuning.hosted, then crossover run',
      },
    })
    expect(rig.vendor.created).toHaveLength(1)
    expect(rig.vendor.files.size).toBe(1 + vendor.validationFiles)
  })

  it('answers under the name of its deployment, without a second job', async () => {
    await rig.fit()
    servedAs('lab/desks-endpoint')
    rig.vendor.play({ answer: deskOf })
    const candidate = await rig.fitted()
    expect(candidate).toMatchObject({
      spec: { language: `${provider}:lab/desks-endpoint`, jobId: vendor.jobId },
      models: [{ name: `${provider}:lab/desks-endpoint` }],
    })
    expect(candidate.fitCost.usd).toBe(vendor.usd)
    expect(rig.vendor.created).toHaveLength(1)
    const predictor = await hosted.open(candidate, rig.context)
    const { signal } = rig.context
    const answer = await predictor.predict({ input: { text: ' train 0 about the till ' }, signal })
    await predictor.close()
    expect(answer).toMatchObject({ output: 'till', validity: 'first' })
    const [chat] = rig.vendor.callsTo('POST', /chat/u)
    expect((chat?.json as JsonObject | undefined)?.['model']).toBe('lab/desks-endpoint')
  })

  it('is another candidate once it is deployed under another name, and the same while the name stays', async () => {
    servedAs('lab/one')
    const first = await rig.fitted()
    rig.store.candidates.save(first)
    const calls = rig.vendor.server.calls.length
    expect(await rig.fitted()).toEqual(first)
    expect(rig.vendor.server.calls).toHaveLength(calls)
    servedAs('lab/two')
    expect((await rig.fitted()).spec).toMatchObject({ language: `${provider}:lab/two` })
    expect(rig.vendor.created).toHaveLength(1)
  })

  it('that fails in the middle says why, and the next run begins another', async () => {
    rig.vendor.play({ looks: [...working.slice(0, 2), failed] })
    expect(await rig.fit()).toMatchObject({
      notMeasured: { reason: `job ${vendor.jobId} failed: Line 3 is too long` },
    })
    rig.vendor.play({ looks: [cancelled] })
    expect(await rig.fit()).toMatchObject({
      notMeasured: { reason: expect.stringMatching(/ was cancelled$/u) },
    })
    expect(rig.vendor.created).toHaveLength(2)
  })

  it('that ends without a model is asked after again', async () => {
    const unnamed = { ...completed, model_output_name: null, outputModel: null }
    rig.vendor.play({ looks: [unnamed] })
    expect(await rig.fit()).toMatchObject({
      notMeasured: {
        reason: `job ${vendor.jobId} succeeded, and ${provider} names no model yet`,
        command: 'crossover run',
      },
    })
    rig.vendor.play({ looks: [unnamed, completed] })
    expect(await rig.fit()).toMatchObject({ notMeasured: { reason: expect.stringContaining(vendor.model) } })
    expect(rig.vendor.created).toHaveLength(1)
  })

  it('that nobody heard of is found by its file', async () => {
    rig.vendor.play({ losesFirstCreation: true })
    await expect(rig.fit()).rejects.toThrow(/must not be done twice/u)
    rig.vendor.play({})
    expect(await rig.fit()).toMatchObject({ notMeasured: { reason: expect.stringContaining(vendor.model) } })
    expect(rig.vendor.created).toHaveLength(1)
  })

  it('outlasts a run', async () => {
    rig.vendor.play({ looks: working.slice(0, 1) })
    expect(await rig.fit()).toMatchObject({ pending: { jobId: vendor.jobId } })
  })
})
