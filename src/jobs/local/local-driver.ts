import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EngineError } from '../../errors.ts'
import { assertJobId } from '../assert-job-id.ts'
import type { JobDriver, JobSpec, JobStatus } from '../job-driver.ts'
import { lastLinesOf } from '../last-lines-of.ts'
import { isAlive, parseProcess, signalGroup } from './job-process.ts'
import { jobScript } from './job-script.ts'

export interface LocalDriverOptions {
  /** Absolute; each job keeps its state in a folder of it. */
  folder: string
  /** How long a cancelled job may take to end by itself. */
  graceMs?: number
}

/** Between two looks at a job that begins or ends. */
const lookMs = 50
/** A shell that was started writes who it is long before. */
const beginMs = 10_000
/** Of a log, from its end. */
const logBytes = 256 * 1024

/**
 * Jobs as detached processes of this machine: they outlive whoever submitted them. What is known of one lies in its folder (`job`,
 * `process`, `exit`, `cancelled`, `log`), so that any later process can ask after it.
 */
export function localDriver({ folder, graceMs = 10_000 }: LocalDriverOptions): JobDriver {
  const placeOf = (id: string) => join(folder, assertJobId(id))
  return {
    where: 'on this machine',
    async submit(job, signal) {
      const place = placeOf(job.id)
      const known = await statusAt(place, job.id)
      if (known !== undefined && known.state !== 'pending') return known
      await begin(place, job)
      return begun(place, job.id, signal)
    },
    status: (id) => statusAt(placeOf(id), id),
    logs: async (id, lines) => lastLinesOf(await tailOf(join(placeOf(id), 'log')), lines),
    async cancel(id, signal) {
      const place = placeOf(id)
      const status = await statusAt(place, id)
      if (status === undefined || (status.state !== 'pending' && status.state !== 'running')) return status
      await end(place, graceMs, signal)
      return statusAt(place, id)
    },
    close: () => Promise.resolve(),
  }
}

/** The script claims the folder: that two begin it at once is no harm. */
async function begin(place: string, { command, cwd, id }: JobSpec): Promise<void> {
  if (process.platform === 'win32')
    throw new EngineError('Jobs that outlive the run need a POSIX system, and this is Windows.', {
      hint: 'Leave tuning.where out: training is then part of the run.',
    })
  await mkdir(place, { recursive: true })
  await writeWhole(join(place, 'job'), `${JSON.stringify({ id, command, cwd })}\n`)
  const log = await open(join(place, 'log'), 'a')
  try {
    const child = spawn('/bin/sh', ['-c', jobScript, 'crossover-job', place, ...command], {
      cwd,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    await once(child, 'spawn')
    child.unref()
  } catch (cause) {
    throw new EngineError(`Job ${id} could not be started in ${cwd}.`, { cause })
  } finally {
    await log.close()
  }
}

async function begun(place: string, id: string, signal: AbortSignal): Promise<JobStatus> {
  for (let waitedMs = 0; ; waitedMs += lookMs) {
    const status = await statusAt(place, id)
    if (status !== undefined && status.state !== 'pending') return status
    if (waitedMs >= beginMs)
      throw new EngineError(`Job ${id} did not begin within ${beginMs / 1000} s.`, {
        hint: `Look at ${join(place, 'log')}, remove ${place}, and run again.`,
      })
    await sleep(lookMs, undefined, { signal })
  }
}

async function statusAt(place: string, id: string): Promise<JobStatus | undefined> {
  if ((await textOf(join(place, 'job'))) === undefined) return undefined
  const written = await textOf(join(place, 'process'))
  const process = written === undefined ? undefined : parseProcess(written)
  const isRunning = process !== undefined && isAlive(process)
  // Read after looking: a process that ended in between has left its exit code by now.
  const exit = await textOf(join(place, 'exit'))
  const isCancelled = (await textOf(join(place, 'cancelled'))) !== undefined
  const state = (one: JobStatus['state'], message: string): JobStatus => ({ id, state: one, message })
  if (exit?.trim() === '0') return state('succeeded', 'exit code 0')
  if (isRunning && exit === undefined) return state('running', `process ${process.pid}`)
  if (isCancelled) return state('cancelled', 'cancelled')
  if (exit !== undefined) return state('failed', `exit code ${exit.trim()}`)
  if (process === undefined) return state('pending', 'not begun')
  return state('failed', 'it ended without a word: it was killed, or the machine was restarted')
}

async function end(place: string, graceMs: number, signal: AbortSignal): Promise<void> {
  await writeWhole(join(place, 'cancelled'), '')
  // Nobody can begin it any more.
  await mkdir(join(place, 'claim'), { recursive: true })
  const process = parseProcess((await textOf(join(place, 'process'))) ?? '')
  if (process === undefined || !isAlive(process)) return
  signalGroup(process, 'SIGTERM')
  for (let waitedMs = 0; waitedMs < graceMs && isAlive(process); waitedMs += lookMs)
    await sleep(lookMs, undefined, { signal })
  if (isAlive(process)) signalGroup(process, 'SIGKILL')
  for (let waitedMs = 0; waitedMs < beginMs && isAlive(process); waitedMs += lookMs)
    await sleep(lookMs, undefined, { signal })
}

async function tailOf(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return ''
  try {
    const { size } = await file.stat()
    const start = Math.max(0, size - logBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await file.close()
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}.new`
  await writeFile(aside, text)
  await rename(aside, path)
}
