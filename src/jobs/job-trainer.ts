import { mkdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { ScoreJob, Trainer, TrainingBase, TrainingWatch } from '../contracts/trainer.ts'
import { EngineError } from '../errors.ts'
import { checkpointOf, endOf } from '../models/trainer/encoder-results.ts'
import type { TrainerEvent, TrainerReply } from '../models/trainer/events.ts'
import { jobFolder, removeJobFolder } from '../models/trainer/job-folder.ts'
import { readScores } from '../models/trainer/read-scores.ts'
import { runJob, type JobPlace } from './run-job.ts'

export interface JobTrainerOptions extends JobPlace {
  /** Absolute; each job gets a folder in it. The machine that runs jobs sees it under the same path. */
  folder: string
  /** Others train in it, too: a job of the same request is in the same folder, so that nothing is removed. */
  isShared?: boolean
  /** Absolute, there: where unpacked bases are kept for other jobs. */
  cache: string
  /** Makes a base visible to that machine. @returns its path there. */
  share: (path: string) => Promise<string>
}

/**
 * A trainer whose jobs outlive the run that asked for them. They do not wait for what it says of an epoch: all epochs are kept, the
 * best is chosen among them as ever, and a word to stop ends the job a little later.
 */
export function jobTrainer({ folder, isShared = false, cache, share, ...place }: JobTrainerOptions): Trainer {
  const from = async ({ path, ...base }: TrainingBase) => ({ ...base, path: await share(path), cache })
  return {
    folder: (key) => jobFolder(folder, key),
    release: (key) => (isShared ? Promise.resolve() : removeJobFolder(folder, key)),
    async train(job, watch) {
      const base = await from(job.base)
      const done = await runJob(place, {
        job: { ...job, base },
        signal: watch.signal,
        async onEvent(event) {
          const reply = await answer(event, watch)
          // An encoder is exported at the end: one that was stopped would leave nothing to serve.
          return event.type === 'checkpoint' && job.kind === 'encoder' ? undefined : reply
        },
      })
      return endOf(done)
    },
    async score({ rows, ...job }: ScoreJob, signal) {
      await mkdir(job.folder, { recursive: true })
      const base = await from(job.base)
      const { scores } = await runJob(place, {
        job: { kind: 'score', ...job, base, validation: rows },
        signal,
      })
      if (scores === undefined) throw new EngineError('The trainer scored answers and named no file of them.')
      return readScores(isAbsolute(scores) ? scores : join(job.folder, scores))
    },
  }
}

async function answer(event: TrainerEvent, watch: TrainingWatch): Promise<TrainerReply | undefined> {
  if (event.type === 'estimate') return watch.onEstimate(event)
  if (event.type === 'checkpoint') return watch.onCheckpoint(await checkpointOf(event))
  if (event.type === 'progress' && event.stage === 'train')
    watch.onStep({ done: event.step, total: event.steps })
  return undefined
}
