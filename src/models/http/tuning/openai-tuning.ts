import type { JsonObject } from '../../../contracts/json.ts'
import type { TuningCapabilities, TuningRequest, TuningService } from '../../../contracts/tuning-service.ts'
import { readCheckpoints, readEvents, readFileId, readJob, readJobs } from './read-job.ts'
import { callsOf, frameOf, jsonlPart, orNothing, type TuningConnection } from './tuning-connection.ts'

/** Jobs looked through for one that was started and not heard of. */
const pageSize = 100

/** Fine-tuning by OpenAI's protocol. @see https://platform.openai.com/docs/api-reference/fine-tuning */
export function openaiTuning(connection: TuningConnection): TuningService {
  const { provider, capabilities, baseUrl } = connection
  const { get, post, postOnce, upload } = callsOf(connection)
  const jobs = `${baseUrl}/fine_tuning/jobs`
  const jobUrl = (id: string) => `${jobs}/${encodeURIComponent(id)}`
  return {
    ...frameOf(connection),
    async upload(file, signal) {
      const form = { fields: { purpose: 'fine-tune' }, file: jsonlPart(file) }
      return readFileId(await upload(`${baseUrl}/files`, form, signal), provider, file.bytes.length)
    },
    create: async (request, signal) =>
      readJob(await postOnce(jobs, bodyOf(request, capabilities), signal), provider),
    async findByFile(trainingFile, signal) {
      const page = readJobs(await get(`${jobs}?limit=${pageSize}`, signal), provider)
      return page.find((job) => job.trainingFile === trainingFile)
    },
    job: (id, signal) => orNothing(async () => readJob(await get(jobUrl(id), signal), provider)),
    events: async (id, signal) =>
      readEvents(await get(`${jobUrl(id)}/events?limit=${pageSize}`, signal), provider),
    async checkpoints(id, signal) {
      const url = `${jobUrl(id)}/checkpoints?limit=${pageSize}`
      return (await orNothing(async () => readCheckpoints(await get(url, signal), provider))) ?? []
    },
    cancel: async (id, signal) => readJob(await post(`${jobUrl(id)}/cancel`, {}, signal), provider),
  }
}

function bodyOf(request: TuningRequest, capabilities: TuningCapabilities): JsonObject {
  const { base, trainingFile, validationFile, epochs, seed, suffix, metadata } = request
  const hyperparameters = { n_epochs: epochs }
  return {
    model: base,
    training_file: trainingFile,
    ...(validationFile === undefined ? {} : { validation_file: validationFile }),
    ...(capabilities.hyperparametersIn === 'top'
      ? { hyperparameters }
      : { method: { type: 'supervised', supervised: { hyperparameters } } }),
    ...(capabilities.seed ? { seed } : {}),
    ...(capabilities.metadata ? { metadata } : {}),
    ...(capabilities.suffixCharacters === 0
      ? {}
      : { suffix: suffix.slice(0, capabilities.suffixCharacters) }),
  }
}
