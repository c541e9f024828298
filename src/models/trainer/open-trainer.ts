import { mkdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { ScoreJob, Trainer, TrainingBase, TrainingWatch } from '../../contracts/trainer.ts'
import { EngineError } from '../../errors.ts'
import type { Engine } from '../engines/engine.ts'
import { checkpointOf, endOf } from './encoder-results.ts'
import type { TrainerEvent } from './events.ts'
import { jobFolder, removeJobFolder } from './job-folder.ts'
import { readScores } from './read-scores.ts'
import { startTrainer } from './start-trainer.ts'
import type { TrainerAnswer, TrainerStart } from './start-trainer.ts'

export interface OpenTrainerOptions {
  engine: Engine
  /** Absolute; each job gets a folder in it. */
  folder: string
  /** Absolute: where unpacked bases are kept for other jobs. */
  cache: string
  /** Instead of the environment's Python and our package: for tests. */
  command?: TrainerStart['command']
}

/** The Python trainer on this machine. Each job is a process of its own. */
export function openTrainer({ engine, folder, cache, command }: OpenTrainerOptions): Trainer {
  const start = (options: Pick<TrainerStart, 'job' | 'signal' | 'onEvent' | 'logPath'>) =>
    startTrainer({ engine, command, ...options })
  const from = (base: TrainingBase) => ({ ...base, cache })
  return {
    folder: (key) => jobFolder(folder, key),
    release: (key) => removeJobFolder(folder, key),
    async train(job, watch) {
      await mkdir(job.folder, { recursive: true })
      const done = await start({
        job: { ...job, base: from(job.base) },
        signal: watch.signal,
        logPath: join(job.folder, 'trainer.log'),
        onEvent: (event) => answer(event, watch),
      })
      // Cancelled without a signal: a handler threw, and that was thrown on.
      return endOf(done)
    },
    async score({ rows, ...job }: ScoreJob, signal) {
      await mkdir(job.folder, { recursive: true })
      const logPath = join(job.folder, 'trainer.log')
      const done = await start({
        job: { kind: 'score', ...job, base: from(job.base), validation: rows },
        signal,
        logPath,
      })
      if (done.scores === undefined)
        throw new EngineError('The trainer scored answers and named no file of them.')
      return readScores(isAbsolute(done.scores) ? done.scores : join(job.folder, done.scores))
    },
  }
}

function answer(event: TrainerEvent, watch: TrainingWatch): TrainerAnswer | Promise<TrainerAnswer> {
  if (event.type === 'estimate') return watch.onEstimate(event)
  if (event.type === 'checkpoint') return checkpointOf(event).then((one) => watch.onCheckpoint(one))
  if (event.type === 'progress' && event.stage === 'train')
    watch.onStep({ done: event.step, total: event.steps })
  return undefined
}
