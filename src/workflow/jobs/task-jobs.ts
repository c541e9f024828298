import { join } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import { TaskError } from '../../errors.ts'
import type { JobDriver, JobStatus } from '../../jobs/job-driver.ts'
import { openJobDriver } from '../../jobs/open-job-trainer.ts'
import { rememberedJobs } from '../../jobs/remembered-jobs.ts'
import type { KeyLookup } from '../../models/http/key-for.ts'
import { tokenOf } from '../run/installed-trainer.ts'

/** Whose jobs are asked after. */
export interface JobsOptions {
  keyOf?: KeyLookup | undefined
  signal: AbortSignal
}

/** Training jobs of a task where its task file has them run, oldest first. Those that are not known there are left out. */
export async function listJobs(task: Task, options: JobsOptions): Promise<JobStatus[]> {
  return withDriver(task, options, async (driver) => {
    const jobs = await Promise.all(
      (await rememberedJobs(stateOf(task))).map((id) => driver.status(id, options.signal)),
    )
    return jobs.filter((job) => job !== undefined)
  })
}

/** The last lines that a job printed. @throws TaskError for a job that is not known. */
export async function jobLogs(
  task: Task,
  id: string,
  options: JobsOptions & { lines: number },
): Promise<string> {
  return withDriver(task, options, async (driver) => {
    if ((await driver.status(id, options.signal)) === undefined) throw unknownJob(id, driver)
    return driver.logs(id, options.lines, options.signal)
  })
}

/** Ends a job. @returns how it stands then. @throws TaskError for a job that is not known. */
export async function cancelJob(task: Task, id: string, options: JobsOptions): Promise<JobStatus> {
  return withDriver(task, options, async (driver) => {
    const status = await driver.cancel(id, options.signal)
    if (status === undefined) throw unknownJob(id, driver)
    return status
  })
}

async function withDriver<T>(
  task: Task,
  { keyOf }: JobsOptions,
  ask: (driver: JobDriver) => Promise<T>,
): Promise<T> {
  const driver = openJobDriver(task.tuning, { stateFolder: stateOf(task), token: tokenOf(keyOf) })
  if (driver === undefined)
    throw new TaskError(`${task.path}: training is part of the run (tuning.where: run), and has no jobs.`, {
      hint: 'Write tuning: { where: local } to have it outlive the run.',
    })
  try {
    return await ask(driver)
  } finally {
    await driver.close()
  }
}

function stateOf({ folder }: Task): string {
  return join(folder, '.crossover')
}

function unknownJob(id: string, { where }: JobDriver): TaskError {
  return new TaskError(`There is no job ${id} ${where}.`, { hint: 'crossover jobs list has them.' })
}
