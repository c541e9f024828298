import * as z from 'zod'
import type { Json } from '../../../contracts/json.ts'
import type {
  TuningCheckpoint,
  TuningEvent,
  TuningJob,
  TuningState,
} from '../../../contracts/tuning-service.ts'
import { oneLine, parseAnswer } from './parse-answer.ts'

const eventSchema = z.object({
  type: z.string(),
  message: z.string(),
  created_at: z.string().default(''),
  level: z.string().nullish(),
  hash: z.string().nullish(),
})
const jobSchema = z.object({
  id: z.string().min(1),
  status: z.string(),
  // The reference has the first, the guide to deployment the second.
  model_output_name: z.string().nullish(),
  x_model_output_name: z.string().nullish(),
  training_file: z.string().nullish(),
  token_count: z.number().nonnegative().nullish(),
  events: z.array(z.unknown()).nullish(),
})
const listSchema = z.object({ data: z.array(z.unknown()) })
const checkpointSchema = z.object({ step: z.number(), path: z.string().nullish() })

/** A job as Together tells it, whole or shortened. @throws ProviderError where it is none. */
export function readTogetherJob(answer: Json, vendor: string): TuningJob {
  const job = parseAnswer(jobSchema, answer, `${vendor}: no fine-tuning job was answered`)
  const model = job.model_output_name || job.x_model_output_name
  const state = stateOf(job.status)
  const problem = state === 'failed' ? problemOf(job.events ?? []) : undefined
  return {
    id: job.id,
    status: job.status,
    state,
    // It names the model from the beginning; there is none before the end.
    ...(model && state === 'succeeded' ? { model } : {}),
    ...(problem === undefined ? {} : { problem }),
    ...(job.token_count ? { trainedTokens: job.token_count } : {}),
    ...(job.training_file ? { trainingFile: job.training_file } : {}),
  }
}

/** A job's log, oldest first; lines that are none are left out. */
export function readTogetherEvents(answer: Json, vendor: string): TuningEvent[] {
  const { data } = parseAnswer(listSchema, answer, `${vendor}: no list of events was answered`)
  return eventsOf(data).map(({ type, message, level, hash, created_at: at }) => ({
    id: hash || `${at} ${type}`,
    level: level ?? 'info',
    message,
  }))
}

/** What was kept on the way: steps alone, since Together shows losses on its page only. */
export function readTogetherCheckpoints(answer: Json, vendor: string): TuningCheckpoint[] {
  const { data } = parseAnswer(listSchema, answer, `${vendor}: no list of checkpoints was answered`)
  return data
    .flatMap((item) => checkpointSchema.safeParse(item).data ?? [])
    .map(({ step }) => ({ step, metrics: {} }))
    .toSorted((a, b) => a.step - b.step)
}

/** `cancel_requested` is still at work; words that are not known are, too. */
function stateOf(status: string): TuningState {
  if (status === 'completed') return 'succeeded'
  if (status === 'cancelled') return 'cancelled'
  return status === 'error' || status === 'user_error' ? 'failed' : 'working'
}

function problemOf(events: unknown[]): string | undefined {
  const worst = eventsOf(events).filter(({ type, level }) => type === 'job_error' || level === 'error')
  return oneLine(worst.at(-1)?.message)
}

function eventsOf(items: unknown[]): z.infer<typeof eventSchema>[] {
  return items
    .flatMap((item) => eventSchema.safeParse(item).data ?? [])
    .toSorted((a, b) => a.created_at.localeCompare(b.created_at))
}
