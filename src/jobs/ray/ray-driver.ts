import { isIPv4 } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Json, JsonObject } from '../../contracts/json.ts'
import { ProviderError, TaskError } from '../../errors.ts'
import { createHttpClient, type HttpClientOptions } from '../../models/http/transport/http-client.ts'
import { assertJobId } from '../assert-job-id.ts'
import { hasEnded, type JobDriver, type JobSpec, type JobState, type JobStatus } from '../job-driver.ts'
import { lastLinesOf } from '../last-lines-of.ts'

export interface RayDriverOptions {
  /** Of the dashboard: `http://127.0.0.1:8265`. */
  address: string
  /** Sent as a bearer token; needed unless the address is this machine's. */
  token?: string | undefined
  /** How long a job that was told to stop is looked at. */
  stopMs?: number
  clientOptions?: HttpClientOptions | undefined
}

const statusSchema = z.object({ status: z.string(), message: z.string().nullish() })
const logsSchema = z.object({ logs: z.string().nullish() })

const states: Readonly<Record<string, JobState>> = {
  PENDING: 'pending',
  RUNNING: 'running',
  STOPPED: 'cancelled',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
}
const lookMs = 500

/**
 * Jobs on a Ray cluster, by the REST API of its dashboard. The id is the submission's, and Ray refuses a second one of it: a
 * submission that nobody heard of is found again.
 *
 * @throws TaskError for another machine's address without a token: whoever reaches that port runs code there.
 * @see https://docs.ray.io/en/latest/cluster/running-applications/job-submission/rest.html (Ray 2.60)
 */
export function rayDriver({ address, token, stopMs = 20_000, clientOptions }: RayDriverOptions): JobDriver {
  assertMayBeAsked(address, token)
  const secrets = [...(clientOptions?.secrets ?? []), ...(token === undefined ? [] : [token])]
  const client = createHttpClient({ concurrency: 2, ...clientOptions, secrets })
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const jobs = `${address.replace(/\/+$/u, '')}/api/jobs/`
  const urlOf = (id: string) => `${jobs}${encodeURIComponent(assertJobId(id))}`
  const ask = <T>(call: () => Promise<T>) => call().catch(explain)
  const get = (url: string, signal: AbortSignal) =>
    orNothing(() => ask(async () => (await client.get({ url, headers, signal })).json))
  const status = async (id: string, signal: AbortSignal) => {
    const answer = await get(urlOf(id), signal)
    return answer === undefined ? undefined : readStatus(id, answer)
  }
  return {
    where: `on Ray at ${address}`,
    async submit(job, signal) {
      const known = await status(job.id, signal)
      if (known !== undefined) return known
      const body = bodyOf(job)
      try {
        await ask(() => client.post({ url: jobs, headers, body, signal, isRepeatable: false }))
      } catch (error) {
        // A second submission of an id is answered 500, and an answer may be lost: what counts is whether the job is there.
        const found = error instanceof ProviderError ? await status(job.id, signal) : undefined
        if (found === undefined) throw error
        return found
      }
      return (await status(job.id, signal)) ?? { id: job.id, state: 'pending', message: 'submitted' }
    },
    status,
    async logs(id, lines, signal) {
      const answer = await get(`${urlOf(id)}/logs`, signal)
      return lastLinesOf(answer === undefined ? '' : (logsSchema.parse(answer).logs ?? ''), lines)
    },
    async cancel(id, signal) {
      const before = await status(id, signal)
      if (before === undefined || hasEnded(before)) return before
      await ask(() => client.post({ url: `${urlOf(id)}/stop`, headers, body: {}, signal }))
      for (let waitedMs = 0; ; waitedMs += lookMs) {
        const now = await status(id, signal)
        if (now === undefined || hasEnded(now) || waitedMs >= stopMs) return now
        await sleep(lookMs, undefined, { signal })
      }
    },
    close: () => client.close(),
  }
}

function assertMayBeAsked(address: string, token: string | undefined): void {
  if (!URL.canParse(address) || !/^https?:$/u.test(new URL(address).protocol))
    throw new TaskError(
      `tuning.ray.address is ${JSON.stringify(address)}. It must be the address of Ray's dashboard.`,
      {
        hint: 'For example http://127.0.0.1:8265.',
      },
    )
  const { hostname } = new URL(address)
  const isHere =
    hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
  if (isHere || token !== undefined) return
  throw new TaskError(`tuning.ray.address is ${address}, another machine, and RAY_AUTH_TOKEN is not set.`, {
    hint: 'Whoever reaches Ray without a token runs code on it: start it with RAY_AUTH_MODE=token, or tunnel its port to 127.0.0.1.',
  })
}

function bodyOf({ id, command, cwd, gpus = 0 }: JobSpec): JsonObject {
  return {
    submission_id: assertJobId(id),
    entrypoint: `cd ${quoted(cwd)} && exec ${command.map(quoted).join(' ')}`,
    ...(gpus === 0 ? {} : { entrypoint_num_gpus: gpus }),
    metadata: { submitted_by: 'crossover' },
  }
}

/** Ray hands the line to a shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

function readStatus(id: string, answer: Json): JobStatus {
  const { status, message } = statusSchema.parse(answer)
  const [line = ''] = (message ?? '').split('\n')
  return { id, state: states[status] ?? 'running', message: line.replace(/, last available logs.*$/u, '') }
}

function explain(error: unknown): never {
  if (!(error instanceof ProviderError) || (error.status !== 401 && error.status !== 403)) throw error
  throw new ProviderError(
    error.status === 401 ? 'Ray wants a token, and none is set.' : 'Ray does not take this token.',
    {
      status: error.status,
      isTransient: false,
      hint: 'export RAY_AUTH_TOKEN=…, as the cluster was started with.',
      cause: error,
    },
  )
}

async function orNothing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ProviderError && error.status === 404) return undefined
    throw error
  }
}
