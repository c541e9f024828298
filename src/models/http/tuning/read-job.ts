import * as z from 'zod'
import type { Json } from '../../../contracts/json.ts'
import type {
  TuningCheckpoint,
  TuningEvent,
  TuningJob,
  TuningState,
} from '../../../contracts/tuning-service.ts'
import { oneLine, parseAnswer, refusal } from './parse-answer.ts'

const jobSchema = z.object({
  id: z.string().min(1),
  status: z.string(),
  fine_tuned_model: z.string().nullish(),
  error: z
    .object({ code: z.string().nullish(), message: z.string().nullish(), param: z.string().nullish() })
    .nullish(),
  trained_tokens: z.number().nonnegative().nullish(),
  estimated_finish: z.number().nullish(),
  training_file: z.string().nullish(),
})
const eventSchema = z.object({ id: z.string(), level: z.string(), message: z.string() })
const checkpointSchema = z.object({
  step_number: z.number().nullish(),
  fine_tuned_model_checkpoint: z.string().nullish(),
  metrics: z.record(z.string(), z.unknown()).nullish(),
})
const fileSchema = z.object({
  id: z.string().min(1),
  bytes: z.number().nullish(),
  status: z.string().nullish(),
  status_details: z.string().nullish(),
})

/** A job as the vendor told it. @throws ProviderError where it is none. */
export function readJob(answer: Json, vendor: string): TuningJob {
  const job = parseAnswer(jobSchema, answer, `${vendor}: no fine-tuning job was answered`)
  const problem = problemOf(job.error)
  const { trained_tokens: trained, estimated_finish: finish } = job
  return {
    id: job.id,
    status: job.status,
    state: stateOf(job.status),
    ...(job.fine_tuned_model ? { model: job.fine_tuned_model } : {}),
    ...(problem === undefined ? {} : { problem }),
    ...(typeof trained === 'number' ? { trainedTokens: trained } : {}),
    ...(typeof finish === 'number' ? { expectedAtMs: finish * 1000 } : {}),
    ...(job.training_file ? { trainingFile: job.training_file } : {}),
  }
}

/** Jobs of a page, newest first as the vendor gives them. */
export function readJobs(answer: Json, vendor: string): TuningJob[] {
  return itemsOf(answer, vendor).map((item) => readJob(item, vendor))
}

/** A job's log, oldest first; lines that are none are left out. */
export function readEvents(answer: Json, vendor: string): TuningEvent[] {
  return itemsOf(answer, vendor)
    .flatMap((item) => eventSchema.safeParse(item).data ?? [])
    .toReversed()
}

/** A job's checkpoints in order of steps. */
export function readCheckpoints(answer: Json, vendor: string): TuningCheckpoint[] {
  return itemsOf(answer, vendor)
    .flatMap((item) => checkpointSchema.safeParse(item).data ?? [])
    .map(({ step_number: step, fine_tuned_model_checkpoint: model, metrics }) => ({
      step: step ?? 0,
      ...(model ? { model } : {}),
      metrics: numbersOf(metrics ?? {}),
    }))
    .toSorted((a, b) => a.step - b.step)
}

/** The id of an uploaded file. @throws ProviderError where the vendor has less of it than was sent, or found it wrong. */
export function readFileId(answer: Json, vendor: string, sentBytes: number): string {
  const file = parseAnswer(fileSchema, answer, `${vendor}: no file was answered to an upload`)
  if (file.status === 'error')
    throw refusal(`${vendor} did not take the file: ${file.status_details ?? 'it gives no reason'}.`)
  if (typeof file.bytes === 'number' && file.bytes !== sentBytes)
    throw refusal(`${vendor} has ${file.bytes} bytes of a file of ${sentBytes}: the upload was cut.`)
  return file.id
}

/** Words that are not known stand for work: only what a vendor calls an end is one. */
function stateOf(status: string): TuningState {
  if (status === 'succeeded' || status === 'failed' || status === 'paused') return status
  if (status === 'cancelled' || status === 'canceled') return 'cancelled'
  return 'working'
}

/** A job without an error has either none or an object of nulls. */
function problemOf(error: z.infer<typeof jobSchema>['error']): string | undefined {
  return oneLine(error?.message ?? error?.code)
}

function itemsOf(answer: Json, vendor: string): Json[] {
  const page = parseAnswer(
    z.object({ data: z.array(z.unknown()) }),
    answer,
    `${vendor}: no list was answered`,
  )
  // What was parsed from JSON is JSON.
  return page.data as Json[]
}

function numbersOf(metrics: Record<string, unknown>): Record<string, number> {
  const numbers = Object.entries(metrics).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  )
  return Object.fromEntries(numbers)
}
