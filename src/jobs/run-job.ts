import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataError, EngineError, StoppedError } from '../errors.ts'
import type { TrainerDone, TrainerEvent, TrainerFailure, TrainerReply } from '../models/trainer/events.ts'
import { jobSchema, type TrainerJob } from '../models/trainer/job.ts'
import { TrainingError } from '../models/trainer/training-error.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256 } from '../text/sha256.ts'
import { EventFile } from './event-file.ts'
import { hasEnded, type JobDriver, type JobStatus } from './job-driver.ts'

/** A job of the trainer that has files: every kind but the probe. */
export type FileJob = Exclude<TrainerJob, { kind: 'probe' }>

/** Where and how the trainer's jobs run. */
export interface JobPlace {
  driver: JobDriver
  /** The interpreter there. */
  python: string
  /** Folder of our Python package there. */
  packageFolder: string
  gpus?: number | undefined
  /** Hears of a job before it is begun, so that somebody else can ask after it. */
  remember?: (id: string) => Promise<void>
  /** How long the last words of a job may take to be seen here after it ended: network folders show them late. */
  settleMs?: number
  /** Between two looks at a job's events, and at the job itself. */
  pollMs?: number
  statusMs?: number
}

/** How a job ended, and what it left. */
export type JobEnd = Pick<TrainerDone, 'reason' | 'scores' | 'folder' | 'export'>

export interface JobRun {
  job: FileJob
  signal: AbortSignal
  /** Called in order. The job does not wait for what it says: `stop` ends it a little later. */
  onEvent?: (event: TrainerEvent) => Promise<TrainerReply | undefined>
}

const defaultPollMs = 1_000
const defaultStatusMs = 5_000
/** After its last word. */
const endMs = 10_000
const keptLogLines = 20
/** Times that one job is begun at most, over all runs: it goes on from its last checkpoint. */
const mostAttempts = 50

/**
 * Runs a job of the trainer by a driver and looks on. Its id is the digest of all that it is made of, so that the same job is taken
 * up by whoever asks for it next: after Ctrl-C or `kill -9` of this process it goes on, and its events are read from the first again.
 *
 * @returns how it ended: as it says itself, or `stopped` and `estimated` where an answer was stop.
 * @throws StoppedError when the signal fired (the job goes on); TrainingError with the trainer's own message; EngineError when it
 * ended without a word or was cancelled elsewhere.
 */
export async function runJob(place: JobPlace, run: JobRun): Promise<JobEnd> {
  const { driver, statusMs = defaultStatusMs, pollMs = defaultPollMs, settleMs = 0 } = place
  const { job, signal } = run
  const { id, status: first } = await startAttempt(place, run)
  const events = new EventFile(eventsPath(job, id))
  let status: JobStatus | undefined = first
  let sinceStatusMs = 0
  let endedMs = 0
  for (;;) {
    // The job is looked at before its events: what it wrote until it ended is all there.
    if (sinceStatusMs >= statusMs && !hasEnded(status)) {
      sinceStatusMs = 0
      status = (await driver.status(id, signal)) ?? gone(id)
    }
    for (const event of await events.next()) {
      const ended = await handle(event, place, { id, run })
      if (ended !== undefined) return ended
    }
    if (hasEnded(status) && endedMs >= settleMs) throw await unexplained(place, status, signal)
    if (hasEnded(status)) endedMs += pollMs
    await sleep(pollMs, undefined, { signal }).catch((cause: unknown) => {
      throw signal.aborted ? leftRunning(id, driver, cause) : cause
    })
    sinceStatusMs += pollMs
  }
}

/** The id of a job's first attempt; `-2` and so on follow where one ended without success. */
async function startAttempt(
  { driver, python, packageFolder, gpus, remember }: JobPlace,
  { job, signal }: JobRun,
): Promise<{ id: string; status: JobStatus }> {
  const base = `crossover-${(await digestOf(job)).slice(0, 24)}`
  await mkdir(job.folder, { recursive: true })
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const id = attempt === 1 ? base : `${base}-${attempt}`
    const known = await driver.status(id, signal)
    if (known !== undefined && !(await isOfUse(known, job))) continue
    const jobPath = join(job.folder, `${id}.json`)
    if (known === undefined) {
      await writeFile(jobPath, JSON.stringify(job))
      await remember?.(id)
    }
    const command = [python, '-B', '-s', '-u', '-m', 'crossover_trainer', jobPath, eventsPath(job, id)]
    const spec = { id, command, cwd: packageFolder, ...(gpus === undefined ? {} : { gpus }) }
    return { id, status: await driver.submit(spec, signal) }
  }
  throw new EngineError(`Job ${base} failed ${mostAttempts} times.`, {
    hint: `Look into ${job.folder}, and remove it to begin anew.`,
  })
}

/** A job under way, or one that was done and whose word is still there. */
async function isOfUse(status: JobStatus, job: FileJob): Promise<boolean> {
  if (!hasEnded(status)) return true
  if (status.state !== 'succeeded') return false
  return stat(eventsPath(job, status.id)).then(
    () => true,
    () => false,
  )
}

function eventsPath({ folder }: FileJob, id: string): string {
  return join(folder, `${id}.events.jsonl`)
}

/** Of what the job says and of the rows it reads. */
async function digestOf(job: FileJob): Promise<string> {
  const checked = jobSchema.safeParse(job)
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw new DataError(
      `A training job is wrong at ${issue?.path.join('.') ?? 'its top'}: ${issue?.message ?? ''}.`,
    )
  }
  const files = [
    ...('train' in job ? [job.train] : []),
    ...(job.validation === undefined ? [] : [job.validation]),
  ]
  const rows = await Promise.all(files.map(async (path) => sha256(await readFile(path))))
  // What a schema made of JSON is JSON.
  return sha256(canonicalJson({ job: JSON.parse(JSON.stringify(checked.data)), rows }))
}

async function handle(
  event: TrainerEvent,
  place: JobPlace,
  { id, run }: { id: string; run: JobRun },
): Promise<JobEnd | undefined> {
  const reply = await run.onEvent?.(event)
  if (event.type === 'error' || event.type === 'done') return lastWord(event, place, { id, run })
  if (reply?.type !== 'stop') return undefined
  await place.driver.cancel(id, run.signal)
  return { reason: event.type === 'estimate' ? 'estimated' : 'stopped' }
}

/** Its process may take a moment to end; whoever asks next is to find it ended. */
async function lastWord(
  event: TrainerDone | TrainerFailure,
  { driver, pollMs = defaultPollMs }: JobPlace,
  { id, run: { signal } }: { id: string; run: JobRun },
): Promise<TrainerDone> {
  for (let waitedMs = 0; waitedMs < endMs; waitedMs += pollMs) {
    const status = await driver.status(id, signal)
    if (status === undefined || hasEnded(status)) break
    await sleep(pollMs, undefined, { signal })
  }
  if (event.type === 'error') throw new TrainingError(event)
  if (event.reason === 'cancelled') throw cancelledElsewhere(id)
  return event
}

function leftRunning(id: string, driver: JobDriver, cause: unknown): StoppedError {
  return new StoppedError(`Stopped. Training goes on ${driver.where} as job ${id}.`, {
    hint: `Run again to take it up, or end it: crossover jobs cancel ${id}`,
    cause,
  })
}

function gone(id: string): JobStatus {
  return { id, state: 'failed', message: 'it is not known any more' }
}

function cancelledElsewhere(id: string): EngineError {
  return new EngineError(`Job ${id} was cancelled.`, {
    hint: 'The next run goes on from its last checkpoint.',
  })
}

async function unexplained(
  { driver }: JobPlace,
  { id, state, message }: JobStatus,
  signal: AbortSignal,
): Promise<EngineError> {
  if (state === 'cancelled') return cancelledElsewhere(id)
  const log = await driver.logs(id, keptLogLines, signal)
  const lines = log === '' ? '' : ` Its last lines:\n${log}`
  return new EngineError(`Job ${id} ended before it was done (${message}).${lines}`, {
    hint: 'The next run goes on from its last checkpoint.',
  })
}
