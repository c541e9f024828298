import * as z from 'zod'
import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { TuningRequest, TuningService } from '../../../contracts/tuning-service.ts'
import { parseAnswer } from './parse-answer.ts'
import { readTogetherCheckpoints, readTogetherEvents, readTogetherJob } from './read-together-job.ts'
import { callsOf, frameOf, jsonlPart, orNothing, type TuningConnection } from './tuning-connection.ts'

const fileSchema = z.object({ id: z.string().min(1) })
const pageSchema = z.object({ data: z.array(z.looseObject({ created_at: z.string().default('') })) })

/**
 * Fine-tuning at Together: files by a form of their own, jobs under `/fine-tunes`. A LoRA adapter is trained; the loss is taken
 * on the answer alone.
 *
 * @see https://docs.together.ai/reference/post-fine-tunes and https://docs.together.ai/reference/upload-file
 */
export function togetherTuning(connection: TuningConnection): TuningService {
  const { provider, baseUrl, capabilities } = connection
  const { get, post, postOnce, upload } = callsOf(connection)
  const jobs = `${baseUrl}/fine-tunes`
  const jobUrl = (id: string) => `${jobs}/${encodeURIComponent(id)}`
  return {
    ...frameOf(connection),
    async upload(file, signal) {
      const fields = { purpose: 'fine-tune', file_name: file.name, file_type: 'jsonl' }
      const answer = await upload(`${baseUrl}/files/upload`, { fields, file: jsonlPart(file) }, signal)
      return parseAnswer(fileSchema, answer, `${provider}: no file was answered to an upload`).id
    },
    create: async (request, signal) =>
      readTogetherJob(await postOnce(jobs, bodyOf(request, capabilities.suffixCharacters), signal), provider),
    async findByFile(trainingFile, signal) {
      const found = newestFirst(await get(jobs, signal), provider)
      return found
        .map((job) => readTogetherJob(job, provider))
        .find((job) => job.trainingFile === trainingFile)
    },
    job: (id, signal) => orNothing(async () => readTogetherJob(await get(jobUrl(id), signal), provider)),
    events: async (id, signal) => readTogetherEvents(await get(`${jobUrl(id)}/events`, signal), provider),
    async checkpoints(id, signal) {
      const url = `${jobUrl(id)}/checkpoints`
      const ask = async () => readTogetherCheckpoints(await get(url, signal), provider)
      return (await orNothing(ask)) ?? []
    },
    cancel: async (id, signal) => readTogetherJob(await post(`${jobUrl(id)}/cancel`, {}, signal), provider),
  }
}

function bodyOf({ base, trainingFile, epochs, suffix }: TuningRequest, suffixCharacters: number): JsonObject {
  return {
    model: base,
    training_file: trainingFile,
    n_epochs: epochs,
    training_method: { method: 'sft', train_on_inputs: false },
    suffix: suffix.slice(0, suffixCharacters),
  }
}

function newestFirst(answer: Json, provider: string): Json[] {
  const { data } = parseAnswer(pageSchema, answer, `${provider}: no list of jobs was answered`)
  const sorted = data.toSorted((a, b) => b.created_at.localeCompare(a.created_at))
  // What was parsed from JSON is JSON.
  return sorted as Json[]
}
