import { dirname, join, resolve } from 'node:path'
import type { TaskFile } from '../contracts/task.ts'
import type { Trainer } from '../contracts/trainer.ts'
import type { Engine } from '../models/engines/engine.ts'
import { environmentPython, pythonFolder } from '../models/engines/trainer-python.ts'
import { jobTrainer } from './job-trainer.ts'
import type { JobDriver } from './job-driver.ts'
import { shareFile } from './share-file.ts'
import { rememberJob } from './remembered-jobs.ts'
import type { JobPlace } from './run-job.ts'
import { localDriver } from './local/local-driver.ts'
import { rayDriver } from './ray/ray-driver.ts'

/** What of a task file says where training happens. */
export type JobWhere = Pick<TaskFile['tuning'], 'where' | 'ray'>
type RayWhere = NonNullable<JobWhere['ray']>

export interface JobDriverOptions {
  /** The task's own state: jobs of this machine are remembered in it. */
  stateFolder: string
  /** Of RAY_AUTH_TOKEN. */
  token?: string | undefined
}

/**
 * The driver that a task file names; nothing where training is part of the run.
 *
 * @throws TaskError for another machine's Ray without a token.
 */
export function openJobDriver(
  { where, ray }: JobWhere,
  { stateFolder, token }: JobDriverOptions,
): JobDriver | undefined {
  if (where === 'ray' && ray !== undefined) return rayDriver({ address: ray.address, token })
  return where === 'local' ? localDriver({ folder: join(stateFolder, 'jobs') }) : undefined
}

export interface JobTrainerPlace extends JobDriverOptions {
  /** Relative paths of the task file count from here. */
  taskFolder: string
  /** Where unpacked bases are kept on this machine. */
  cache: string
  /** The trainer's environment on this machine; a cluster has its own. */
  engine?: Engine | undefined
}

/**
 * A trainer whose jobs outlive the run. On this machine they use its environment. On a cluster, our package and the bases are put
 * into the artifacts folder once for each content, and training happens in it: every machine sees that folder under the same path.
 *
 * @returns nothing where training is part of the run, or where this machine is to train and has no environment for it.
 */
export async function openJobTrainer(
  tuning: JobWhere,
  { engine, taskFolder, cache, ...options }: JobTrainerPlace,
): Promise<Trainer | undefined> {
  const driver = openJobDriver(tuning, options)
  if (driver === undefined) return undefined
  const { where, ray } = tuning
  const remember = (id: string) => rememberJob(options.stateFolder, id)
  if (where === 'ray' && ray !== undefined)
    return rayTrainer({ driver, remember }, ray, resolve(taskFolder, ray.artifacts))
  if (engine === undefined) return undefined
  return jobTrainer({
    driver,
    remember,
    folder: join(options.stateFolder, 'training'),
    cache,
    share: (path) => Promise.resolve(path),
    python: environmentPython(engine.folder),
    packageFolder: pythonFolder,
  })
}

async function rayTrainer(
  place: Pick<JobPlace, 'driver' | 'remember'>,
  { python, gpus }: RayWhere,
  artifacts: string,
): Promise<Trainer> {
  const share = (path: string) => shareFile(path, join(artifacts, 'files'))
  return jobTrainer({
    ...place,
    folder: join(artifacts, 'training'),
    isShared: true,
    cache: join(artifacts, 'bases'),
    share,
    python,
    packageFolder: dirname(await share(join(pythonFolder, 'crossover_trainer'))),
    gpus,
    settleMs: 60_000,
  })
}
