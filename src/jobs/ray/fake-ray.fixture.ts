import type { JsonObject } from '../../contracts/json.ts'
import {
  json,
  startScriptedServer,
  type ReceivedCall,
  type ScriptedAnswer,
  type ScriptedServer,
} from '../../models/http/transport/scripted-server.fixture.ts'

/** What the fake does beside what Ray does. */
export interface FakeRayScript {
  /** Wanted as a bearer token. */
  token?: string
  /** Statuses of a job, one a look; the last again and again. */
  looks?: readonly string[]
  /** The job is taken and nobody hears of it. */
  losesFirstSubmission?: boolean
}

/** A submission's body, as far as it is looked at. */
export type Submission = JsonObject & { submission_id: string; entrypoint: string }

export interface FakeRay {
  server: ScriptedServer
  /** Bodies that were submitted, by id. */
  submitted: Map<string, Submission>
  close(): Promise<void>
}

/** Ray's words of how a job stands. */
const messages: Readonly<Record<string, string>> = {
  PENDING:
    'Job has not started yet. It may be waiting for resources (CPUs, GPUs, memory, custom resources) to become available.',
  RUNNING: 'Job is currently running.',
  STOPPED: 'Job was intentionally stopped.',
  SUCCEEDED: 'Job finished successfully.',
  FAILED:
    'Job entrypoint command failed with exit code 3, last available logs (truncated to 20,000 chars):\nRunning entrypoint\n',
}

/** Ray's jobs on loopback, answering as a head of Ray 2.60.0 answered on 24 November 2026. */
export async function startFakeRay(script: FakeRayScript = {}): Promise<FakeRay> {
  const ray = new Ray(script)
  const server = await startScriptedServer((call) => ray.answer(call))
  return { server, submitted: ray.submitted, close: () => server.close() }
}

class Ray {
  readonly submitted = new Map<string, Submission>()
  readonly #script: FakeRayScript
  readonly #looks = new Map<string, number>()
  readonly #stopped = new Set<string>()

  constructor(script: FakeRayScript) {
    this.#script = script
  }

  answer({ method, path, headers, json: said }: ReceivedCall): ScriptedAnswer {
    const { token } = this.#script
    if (token !== undefined && headers['authorization'] === undefined)
      return text(401, 'Unauthorized: Missing authentication token')
    if (token !== undefined && headers['authorization'] !== `Bearer ${token}`)
      return text(403, 'Forbidden: Invalid authentication token')
    if (`${method} ${path}` === 'POST /api/jobs/') return this.#submit(said as Submission)
    const [, id = '', verb] = /^\/api\/jobs\/([^/]+)(?:\/(logs|stop))?$/u.exec(path) ?? []
    const job = this.submitted.get(id)
    if (job === undefined) return text(404, `Job ${id} does not exist`)
    if (verb === 'logs') return json({ logs: `Running entrypoint for job ${id}: ${job.entrypoint}\n1\n2\n` })
    if (verb === undefined) return json(this.#describe(id, job))
    this.#stopped.add(id)
    return json({ stopped: true })
  }

  #submit(body: Submission): ScriptedAnswer {
    const { submission_id: id } = body
    if (this.submitted.has(id))
      return text(
        500,
        `Traceback (most recent call last):\nValueError: Job with submission_id ${id} already exists. Please use a different submission_id.\n`,
      )
    this.submitted.set(id, body)
    if (this.#script.losesFirstSubmission === true && this.submitted.size === 1)
      return (response) => void response.socket?.resetAndDestroy()
    return json({ job_id: id, submission_id: id })
  }

  #describe(id: string, job: Submission): JsonObject {
    const status = this.#statusOf(id)
    return {
      type: 'SUBMISSION',
      job_id: null,
      submission_id: id,
      driver_info: null,
      status,
      entrypoint: job.entrypoint,
      message: messages[status] ?? '',
      error_type: null,
      start_time: 1_795_526_768_668,
      end_time: null,
      metadata: job['metadata'] ?? null,
      runtime_env: null,
      driver_exit_code: null,
    }
  }

  #statusOf(id: string): string {
    const at = this.#looks.get(id) ?? 0
    this.#looks.set(id, at + 1)
    // A job that is told to stop runs on for a look.
    if (this.#stopped.has(id)) return at % 2 === 0 ? 'RUNNING' : 'STOPPED'
    const all = this.#script.looks ?? ['PENDING', 'RUNNING', 'SUCCEEDED']
    return all[at] ?? all.at(-1) ?? 'PENDING'
  }
}

function text(status: number, words: string): ScriptedAnswer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(words)
  }
}
