import type { JsonObject } from '../../../contracts/json.ts'
import {
  json,
  refused,
  type ReceivedCall,
  type ScriptedAnswer,
} from '../transport/scripted-server.fixture.ts'
import type { VendorAnswers, VendorPlay } from './fake-vendor.fixture.ts'

/** The trained model's name at the vendor. */
export const fireworksModel = 'accounts/lab/models/ft-1'

/** A finished job. */
export const fireworksCompleted = { state: 'JOB_STATE_COMPLETED' }

/** What the vendor knows beside jobs. */
export interface FireworksFacts {
  accounts?: readonly string[]
  /** States of a dataset after its upload, one a look; the last again and again. */
  datasetStates?: readonly JsonObject[]
}

/**
 * Fireworks' fine-tuning, written on 24 November 2026 after https://docs.fireworks.ai/fine-tuning/fine-tuning-via-api,
 * …/api-reference/create-dataset, …/get-supervised-fine-tuning-job and the types of its own client.
 */
export function fireworksAnswers({
  accounts = ['lab'],
  datasetStates = [{ state: 'READY' }],
}: FireworksFacts = {}): VendorAnswers {
  const datasets = new Map<string, { isUploaded: boolean; looks: number }>()
  return (call, play) => {
    const at = `${call.method} ${call.path.split('?')[0] ?? ''}`
    if (at === 'GET /v1/accounts')
      return json({ accounts: accounts.map((id) => ({ name: `accounts/${id}` })) })
    if (at === 'POST /inference/v1/chat/completions') return play.chat(call.json)
    if (at === 'POST /v1/accounts/lab/datasets') {
      const { datasetId } = call.json as { datasetId: string }
      datasets.set(datasetId, { isUploaded: false, looks: 0 })
      return json({ name: `accounts/lab/datasets/${datasetId}`, state: 'UPLOADING' })
    }
    const [, verb, id = ''] =
      /^(GET|POST) \/v1\/accounts\/lab\/datasets\/([^/:]+)(?::upload)?$/u.exec(at) ?? []
    const dataset = datasets.get(id)
    if (verb === 'POST' && dataset !== undefined)
      return play.keep(
        call.body,
        () => {
          dataset.isUploaded = true
          return { filename: `${id}.jsonl` }
        },
        `accounts/lab/datasets/${id}`,
      )
    if (verb === 'GET' && dataset !== undefined) {
      const state = datasetStates[Math.min(dataset.looks, datasetStates.length - 1)]
      if (dataset.isUploaded) dataset.looks += 1
      return json({
        name: `accounts/lab/datasets/${id}`,
        ...(dataset.isUploaded ? state : { state: 'UPLOADING' }),
      })
    }
    return jobAnswers(at, call, play)
  }
}

function jobAnswers(at: string, { json: said }: ReceivedCall, play: VendorPlay): ScriptedAnswer {
  const jobs = '/v1/accounts/lab/supervisedFineTuningJobs'
  const job = (number: number): JsonObject => ({
    name: `accounts/lab/supervisedFineTuningJobs/job-${number + 1}`,
    createTime: `2026-11-24T10:0${number}:00Z`,
    state: 'JOB_STATE_CREATING',
    status: { code: 'OK', message: '' },
    outputModel: fireworksModel,
    estimatedCost: { currencyCode: 'USD', units: '1', nanos: 500_000_000 },
    ...play.created[number],
  })
  if (at === `POST ${jobs}`) return play.begin(said, job)
  if (at === `GET ${jobs}`)
    return json({ supervisedFineTuningJobs: play.created.map((_, number) => job(number)).toReversed() })
  if (at.startsWith(`POST ${jobs}/`) && at.endsWith(':cancel')) return json({})
  if (at.startsWith(`GET ${jobs}/`)) return play.look(job, fireworksCompleted)
  return refused(404, { message: `no ${at}` })()
}
