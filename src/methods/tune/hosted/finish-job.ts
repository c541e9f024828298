import type { FitOutcome } from '../../../contracts/method.ts'
import type { TuningJob } from '../../../contracts/tuning-service.ts'
import { StoppedError } from '../../../errors.ts'
import { followJob, type Followed } from '../../../models/http/tuning/follow-job.ts'
import type { HostedFit } from './start-job.ts'

/** A job that gave a model, or what to say of one that did not. */
export type Finished = { job: TuningJob; model: string } | { outcome: FitOutcome }

/** Follows a job within the minutes of the task. A job that ended without a model is forgotten: the next one is a new one. */
export async function finishJob(fit: HostedFit, jobId: string): Promise<Finished> {
  const { spec, jobs, recipe } = fit
  const followed = await follow(fit, jobId)
  if ('pending' in followed) {
    const { pending, checkAfterMs } = followed
    return { outcome: { pending: { jobId, checkAfterMs, status: pending.status } } }
  }
  if ('gone' in followed) {
    jobs.remove(recipe)
    return notMeasured(`${spec.provider} does not know the job ${jobId} any more`)
  }
  const { job } = followed
  if (job.state === 'succeeded' && job.model !== undefined) return { job, model: job.model }
  if (job.state === 'succeeded')
    return notMeasured(`job ${jobId} succeeded, and ${spec.provider} names no model yet`, 'crossover run')
  jobs.remove(recipe)
  const why = job.problem === undefined ? '' : `: ${job.problem.replace(/[.]$/, '')}`
  return notMeasured(`job ${jobId} ${job.state === 'failed' ? 'failed' : 'was cancelled'}${why}`)
}

function notMeasured(reason: string, command = 'crossover run --allow-upload'): Finished {
  return { outcome: { notMeasured: { reason, command } } }
}

async function follow({ service, context, spec }: HostedFit, jobId: string): Promise<Followed> {
  const minutes = context.budget.minutes ?? 0
  const startedMs = service.now()
  try {
    return await followJob(service, jobId, {
      limitMs: minutes * 60_000,
      signal: context.signal,
      onLook(job, news) {
        const said = news.at(-1)?.message
        const elapsed = (service.now() - startedMs) / 60_000
        context.progress({
          label: `${spec.base} at ${spec.provider}: ${job.status}${said === undefined ? '' : `, ${said}`}`,
          done: Math.min(Math.floor(elapsed), minutes),
          total: minutes,
          unit: 'minutes',
        })
      },
    })
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error
    throw new StoppedError(`Stopped. Job ${jobId} goes on at ${spec.provider}.`, {
      hint: 'Run again to ask after it; cancel it on the page of the vendor.',
      cause: error,
    })
  }
}
