import * as z from 'zod'
import type { TuningRequest, TuningService } from '../../../contracts/tuning-service.ts'
import { ProviderError } from '../../../errors.ts'
import { oneLine, parseAnswer, refusal } from './parse-answer.ts'
import { readFireworksJob, readFireworksJobs } from './read-fireworks-job.ts'
import {
  callsOf,
  frameOf,
  jsonlPart,
  orNothing,
  type TuningCalls,
  type TuningConnection,
} from './tuning-connection.ts'

/** Between two looks at a file that is being taken, and looks at most. */
const fileWaitMs = 2_000
const fileLooks = 150

const datasetSchema = z.object({
  state: z.string().nullish(),
  status: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
})
const accountsSchema = z.object({ accounts: z.array(z.object({ name: z.string() })).default([]) })

/**
 * Supervised fine-tuning at Fireworks. Files are datasets and jobs lie below an account, which the key's owner has one of or
 * names in FIREWORKS_ACCOUNT_ID, as for Fireworks' own client. A job has no log and no checkpoints that one could ask for.
 *
 * @see https://docs.fireworks.ai/fine-tuning/fine-tuning-via-api and
 * https://docs.fireworks.ai/api-reference/get-supervised-fine-tuning-job
 */
export function fireworksTuning(connection: TuningConnection): TuningService {
  const { provider } = connection
  const calls = callsOf(connection)
  let asked: Promise<string> | undefined
  const account = (signal: AbortSignal) =>
    (asked ??= accountUrl(connection, calls, signal).catch((error: unknown) => {
      asked = undefined
      throw error
    }))
  const jobs = async (signal: AbortSignal) => `${await account(signal)}/supervisedFineTuningJobs`
  const jobUrl = async (id: string, signal: AbortSignal) => `${await jobs(signal)}/${encodeURIComponent(id)}`
  const look = async (id: string, signal: AbortSignal) =>
    readFireworksJob(await calls.get(await jobUrl(id, signal), signal), provider)
  return {
    ...frameOf(connection),
    upload: async (file, signal) =>
      uploadDataset(connection, { account: await account(signal), file }, signal),
    create: async (request, signal) =>
      readFireworksJob(await calls.postOnce(await jobs(signal), bodyOf(request), signal), provider),
    async findByFile(trainingFile, signal) {
      const page = await calls.get(`${await jobs(signal)}?pageSize=200&orderBy=create_time%20desc`, signal)
      return readFireworksJobs(page, provider).find((job) => job.trainingFile === trainingFile)
    },
    job: (id, signal) => orNothing(() => look(id, signal)),
    events: async () => [],
    checkpoints: async () => [],
    async cancel(id, signal) {
      await calls.post(`${await jobUrl(id, signal)}:cancel`, {}, signal)
      return look(id, signal)
    },
  }
}

/** Models are asked below `/inference`, everything else is not. */
async function accountUrl(
  { baseUrl, provider, settingOf }: TuningConnection,
  { get }: TuningCalls,
  signal: AbortSignal,
): Promise<string> {
  const root = `${baseUrl.replace(/\/inference\/v1$/u, '/v1')}/accounts`
  const own = settingOf('FIREWORKS_ACCOUNT_ID')
  if (own !== undefined) return `${root}/${encodeURIComponent(own)}`
  const answer = await get(root, signal)
  const { accounts } = parseAnswer(accountsSchema, answer, `${provider}: no list of accounts was answered`)
  const ids = accounts.map(({ name }) => name.replace(/^accounts\//u, ''))
  const [only, ...others] = ids
  if (only !== undefined && others.length === 0) return `${root}/${encodeURIComponent(only)}`
  const known = ids.length === 0 ? 'none' : ids.join(', ')
  throw new ProviderError(
    `${provider}: the key belongs to ${ids.length} accounts (${known}); one is needed.`,
    {
      isTransient: false,
      hint: 'export FIREWORKS_ACCOUNT_ID=<the account to train in>',
    },
  )
}

/** A dataset is named after the file, so that an upload that was cut goes on and one that was whole is found again. */
async function uploadDataset(
  connection: TuningConnection,
  { account, file }: { account: string; file: { name: string; bytes: Uint8Array } },
  signal: AbortSignal,
): Promise<string> {
  const { get, post, upload } = callsOf(connection)
  const { provider, clock } = connection
  const id = file.name.replace(/[.]jsonl$/u, '')
  const url = `${account}/datasets/${encodeURIComponent(id)}`
  const look = async () =>
    parseAnswer(datasetSchema, await get(url, signal), `${provider}: no dataset was answered`)
  const before = await orNothing(look)
  const name = `${account.slice(account.indexOf('/accounts/') + 1)}/datasets/${id}`
  if (before?.state === 'READY') return name
  if (before === undefined) {
    const dataset = { userUploaded: {}, format: 'CHAT', exampleCount: String(rowsOf(file.bytes)) }
    await post(`${account}/datasets`, { datasetId: id, dataset }, signal)
  }
  await upload(`${url}:upload`, { fields: {}, file: jsonlPart(file) }, signal)
  for (let looks = 0; looks < fileLooks; looks += 1) {
    const { state, status } = await look()
    if (state === 'READY') return name
    if (status?.code !== undefined && status.code !== null && status.code !== 'OK')
      throw refusal(`${provider} did not take the file: ${oneLine(status.message) ?? status.code}.`)
    await clock.sleep(fileWaitMs, signal)
  }
  throw refusal(`${provider} has not taken the file within ${(fileWaitMs * fileLooks) / 60_000} minutes.`)
}

function rowsOf(bytes: Uint8Array): number {
  return bytes.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0)
}

function bodyOf({ base, trainingFile, validationFile, epochs, suffix }: TuningRequest) {
  return {
    displayName: suffix,
    baseModel: base.includes('/') ? base : `accounts/fireworks/models/${base}`,
    dataset: trainingFile,
    // Epochs are what was said to cost so much: it neither takes rows away nor stops before.
    ...(validationFile === undefined ? {} : { evaluationDataset: validationFile }),
    evalAutoCarveout: false,
    earlyStop: false,
    epochs,
  }
}
