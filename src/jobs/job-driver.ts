/** A program to run somewhere. */
export interface JobSpec {
  /** a to z, 0 to 9 and -, 64 at most. The same id is the same job: it is never run twice. */
  id: string
  /** Program and arguments, as they are; no shell reads them. */
  command: readonly string[]
  /** Absolute, as the machine sees it that runs the job. */
  cwd: string
  /** Graphics processors to wait for, where they are shared out. */
  gpus?: number
}

export type JobState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled'

/** How a job stands. */
export interface JobStatus {
  id: string
  state: JobState
  /** In the words of who runs it: "exit code 3". */
  message: string
}

/** A place where jobs run that outlive whoever submitted them. */
export interface JobDriver {
  /** For messages: "on this machine". */
  readonly where: string
  /** Starts a job unless there is one of its id already, whatever became of it. @returns how it stands. */
  submit(job: JobSpec, signal: AbortSignal): Promise<JobStatus>
  /** @returns nothing for a job that is not known. */
  status(id: string, signal: AbortSignal): Promise<JobStatus | undefined>
  /** The last lines of what it printed; empty where it printed nothing or is not known. */
  logs(id: string, lines: number, signal: AbortSignal): Promise<string>
  /** Ends it and all that it started. @returns how it stands then; nothing for a job that is not known. */
  cancel(id: string, signal: AbortSignal): Promise<JobStatus | undefined>
  close(): Promise<void>
}

/** Whether nothing will change any more. */
export function hasEnded({ state }: JobStatus): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled'
}
