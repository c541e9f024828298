import type { JsonObject } from '../../../contracts/json.ts'
import type { TuningCapabilities, TuningRequest, TuningService } from '../../../contracts/tuning-service.ts'
import { ModelError, ProviderError } from '../../../errors.ts'
import type { HostedOptions } from '../hosted-models.ts'
import { keyFor } from '../key-for.ts'
import { resolveModel, type ResolvedModel } from '../resolve-model.ts'
import { createHttpClient, type HttpClient } from '../transport/http-client.ts'
import { systemClock } from '../transport/http-clock.ts'
import { compatibleTuning, tuningVendors } from './capabilities.data.ts'
import { readCheckpoints, readEvents, readFileId, readJob, readJobs } from './read-job.ts'

/** Jobs looked through for one that was started and not heard of. */
const pageSize = 100

/**
 * A vendor's fine-tuning by OpenAI's protocol. Nothing is sent before the first call.
 *
 * @throws ModelError for a provider that is not known to speak it, ProviderError when its key is not set.
 */
export async function openTuningService(provider: string, options: HostedOptions): Promise<TuningService> {
  const resolved = resolveModel(`${provider}:tuning`, options.providers)
  const capabilities = capabilitiesOf(resolved, options.providers)
  const key = keyOrExplain(resolved, options)
  const { clientOptions } = options
  const client = createHttpClient({
    concurrency: 2,
    ...clientOptions,
    // A file of half a gigabyte is under way for minutes, and nothing comes back before it is all there.
    timeouts: { firstByteMs: 900_000, totalMs: 1_800_000, ...clientOptions?.timeouts },
    secrets: [...(clientOptions?.secrets ?? []), ...(key === undefined ? [] : [key])],
  })
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
  return serviceOf({ resolved, capabilities, client, headers, clock: clientOptions?.clock ?? systemClock })
}

interface Connection {
  resolved: ResolvedModel
  capabilities: TuningCapabilities
  client: HttpClient
  headers: Record<string, string>
  clock: Pick<TuningService, 'now' | 'date' | 'sleep'>
}

function serviceOf({ resolved, capabilities, client, headers, clock }: Connection): TuningService {
  const { provider, baseUrl } = resolved
  const jobs = `${baseUrl}/fine_tuning/jobs`
  const jobUrl = (id: string) => `${jobs}/${encodeURIComponent(id)}`
  const get = async (url: string, signal: AbortSignal) => (await client.get({ url, headers, signal })).json
  return {
    provider,
    capabilities,
    async upload({ name, bytes }, signal) {
      const file = { field: 'file', name, type: 'application/jsonl', bytes }
      const form = { fields: { purpose: 'fine-tune' }, file }
      const { json } = await client.upload({ url: `${baseUrl}/files`, headers, form, signal })
      return readFileId(json, provider, bytes.length)
    },
    async create(request, signal) {
      const body = bodyOf(request, capabilities)
      const { json } = await client.post({ url: jobs, headers, body, signal, isRepeatable: false })
      return readJob(json, provider)
    },
    async findByFile(trainingFile, signal) {
      const page = readJobs(await get(`${jobs}?limit=${pageSize}`, signal), provider)
      return page.find((job) => job.trainingFile === trainingFile)
    },
    job: (id, signal) =>
      orNothing(async () => readJob((await client.get({ url: jobUrl(id), headers, signal })).json, provider)),
    async events(id, signal) {
      return readEvents(await get(`${jobUrl(id)}/events?limit=${pageSize}`, signal), provider)
    },
    async checkpoints(id, signal) {
      const url = `${jobUrl(id)}/checkpoints?limit=${pageSize}`
      return (await orNothing(async () => readCheckpoints(await get(url, signal), provider))) ?? []
    },
    async cancel(id, signal) {
      const { json } = await client.post({ url: `${jobUrl(id)}/cancel`, headers, body: {}, signal })
      return readJob(json, provider)
    },
    now: () => clock.now(),
    date: () => clock.date(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    close: () => client.close(),
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

/** What a vendor does not know (404) is an answer. */
async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ProviderError && error.status === 404) return undefined
    throw error
  }
}

function capabilitiesOf(
  { provider, protocol, baseUrl }: ResolvedModel,
  providers: HostedOptions['providers'],
): TuningCapabilities {
  const known = tuningVendors[provider]
  if (known !== undefined && protocol !== 'anthropic-messages') return known
  const isOwn = providers?.[provider] !== undefined
  if (isOwn && protocol !== 'anthropic-messages') return compatibleTuning
  throw new ModelError(
    `tuning.hosted names "${provider}" (${baseUrl}), which is not known to train models by OpenAI's protocol.`,
    {
      hint: `Known: ${Object.keys(tuningVendors).join(', ')}. A server that speaks it is an entry under providers: with its baseUrl and keyEnv.`,
    },
  )
}

function keyOrExplain(resolved: ResolvedModel, { keyOf }: HostedOptions): string | undefined {
  const { provider, keyEnv } = resolved
  try {
    return keyFor({ name: `Training at ${provider}`, keyEnv }, keyOf)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    throw new ProviderError(error.message, {
      isTransient: false,
      attempts: 0,
      hint: `export ${keyEnv ?? ''}=…, then crossover run --allow-upload`,
    })
  }
}
