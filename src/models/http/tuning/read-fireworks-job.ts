import * as z from 'zod'
import type { Json } from '../../../contracts/json.ts'
import type { TuningJob, TuningState } from '../../../contracts/tuning-service.ts'
import { oneLine, parseAnswer } from './parse-answer.ts'

const jobSchema = z.object({
  name: z.string().min(1),
  state: z.string(),
  dataset: z.string().nullish(),
  outputModel: z.string().nullish(),
  status: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  // google.type.Money: whole units as text, billionths of one as a number.
  estimatedCost: z
    .object({
      currencyCode: z.string().nullish(),
      units: z.coerce.number().nullish(),
      nanos: z.number().nullish(),
    })
    .nullish(),
})
const pageSchema = z.object({ supervisedFineTuningJobs: z.array(z.unknown()).default([]) })

const states: Readonly<Record<string, TuningState>> = {
  JOB_STATE_COMPLETED: 'succeeded',
  JOB_STATE_EARLY_STOPPED: 'succeeded',
  JOB_STATE_FAILED: 'failed',
  JOB_STATE_EXPIRED: 'failed',
  JOB_STATE_CANCELLED: 'cancelled',
  JOB_STATE_DELETING: 'cancelled',
  JOB_STATE_DELETING_CLEANING_UP: 'cancelled',
  JOB_STATE_PAUSED: 'paused',
}

/** A job as Fireworks tells it. @throws ProviderError where it is none. */
export function readFireworksJob(answer: Json, vendor: string): TuningJob {
  const job = parseAnswer(jobSchema, answer, `${vendor}: no fine-tuning job was answered`)
  const state = states[job.state] ?? 'working'
  const problem = state === 'failed' ? oneLine(job.status?.message) : undefined
  const usd = usdOf(job.estimatedCost)
  return {
    id: job.name.split('/').at(-1) ?? job.name,
    status: job.state.replace(/^JOB_STATE_/u, '').toLowerCase(),
    state,
    ...(job.outputModel && state === 'succeeded' ? { model: job.outputModel } : {}),
    ...(problem === undefined ? {} : { problem }),
    ...(usd === undefined ? {} : { usd }),
    ...(job.dataset ? { trainingFile: job.dataset } : {}),
  }
}

/** Jobs of a page, in its order. */
export function readFireworksJobs(answer: Json, vendor: string): TuningJob[] {
  const page = parseAnswer(pageSchema, answer, `${vendor}: no list of jobs was answered`)
  // What was parsed from JSON is JSON.
  return (page.supervisedFineTuningJobs as Json[]).map((job) => readFireworksJob(job, vendor))
}

function usdOf(cost: z.infer<typeof jobSchema>['estimatedCost']): number | undefined {
  if (!cost || cost.currencyCode !== 'USD') return undefined
  const usd = (cost.units ?? 0) + (cost.nanos ?? 0) / 1e9
  return usd > 0 ? usd : undefined
}
