import type { TuningEvent, TuningJob, TuningService } from '../../../contracts/tuning-service.ts'
import { ProviderError } from '../../../errors.ts'
import { stoppedBy } from '../transport/stopped.ts'

/** The first wait between two looks, and the longest; each is half as long again as the one before. */
const firstWaitMs = 5_000
const longestWaitMs = 120_000
/** A vendor may say `succeeded` before it says the model's name: so often it is asked again. */
const looksForName = 5

/** How long a job is followed, and who hears of it. */
export interface FollowOptions {
  /** Milliseconds; what is not over by then is asked after by the next run. */
  limitMs: number
  signal: AbortSignal
  /** Called after every look, with the lines of the job's log that are new. */
  onLook?: (job: TuningJob, news: readonly TuningEvent[]) => void
}

/** Where following ended. */
export type Followed =
  | { job: TuningJob }
  /** The vendor does not know the job any more. */
  | { gone: true }
  /** Still under way, or paused: look again after that time. */
  | { pending: TuningJob; checkAfterMs: number }

/**
 * Asks after a job until it ends or the time is over. Faults that pass (429, 5xx, a lost connection) count as a look that saw
 * nothing: the job goes on at the vendor whatever happens here.
 *
 * @throws ProviderError when the vendor refuses the question (a wrong key), or never answered one; StoppedError on the signal.
 */
export async function followJob(
  service: TuningService,
  id: string,
  options: FollowOptions,
): Promise<Followed> {
  const { limitMs, signal } = options
  const startedMs = service.now()
  const log = newsOf(service, id, signal)
  let namelessLooks = 0
  let waitMs = firstWaitMs
  let last: TuningJob | undefined
  for (;;) {
    const look = await lookAt(service, id, signal)
    if (look === 'gone') return { gone: true }
    if (!(look instanceof ProviderError)) {
      last = look
      options.onLook?.(look, await log())
      if (look.state === 'succeeded' && look.model === undefined) namelessLooks += 1
      if (isOver(look, namelessLooks)) return { job: look }
      if (look.state === 'paused') return { pending: look, checkAfterMs: longestWaitMs }
    }
    const nextMs = nextWait(waitMs, service.now() - startedMs, limitMs)
    if (nextMs === undefined) {
      if (last !== undefined) return { pending: last, checkAfterMs: remainingMs(last, service, waitMs) }
      throw look
    }
    await service.sleep(nextMs, signal).catch((thrown: unknown) => {
      throw signal.aborted ? stoppedBy(signal) : thrown
    })
    waitMs = Math.min(longestWaitMs, waitMs * 1.5)
  }
}

async function lookAt(
  service: TuningService,
  id: string,
  signal: AbortSignal,
): Promise<TuningJob | ProviderError | 'gone'> {
  try {
    return (await service.job(id, signal)) ?? 'gone'
  } catch (error) {
    if (error instanceof ProviderError && error.isTransient) return error
    throw error
  }
}

function isOver(job: TuningJob, namelessLooks: number): boolean {
  if (job.state === 'failed' || job.state === 'cancelled') return true
  return job.state === 'succeeded' && (job.model !== undefined || namelessLooks >= looksForName)
}

/** Nothing once the time is over; the last wait ends with it. */
function nextWait(waitMs: number, elapsedMs: number, limitMs: number): number | undefined {
  if (elapsedMs >= limitMs) return undefined
  return Math.min(waitMs, limitMs - elapsedMs)
}

function remainingMs({ expectedAtMs }: TuningJob, service: TuningService, waitMs: number): number {
  return Math.max(waitMs, expectedAtMs === undefined ? 0 : expectedAtMs - service.date())
}

/** Lines of the log not given before. The log is for reading: that it cannot be had stops nothing. */
function newsOf(service: TuningService, id: string, signal: AbortSignal): () => Promise<TuningEvent[]> {
  const seen = new Set<string>()
  return async () => {
    const events = await service.events(id, signal).catch((error: unknown) => {
      if (error instanceof ProviderError) return []
      throw error
    })
    const news = events.filter((event) => !seen.has(event.id))
    for (const event of news) seen.add(event.id)
    return news
  }
}
