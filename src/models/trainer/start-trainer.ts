import { createInterface } from 'node:readline'
import { DataError, EngineError, StoppedError, messageOf } from '../../errors.ts'
import type { Engine } from '../engines/engine.ts'
import { environmentPython, pythonFolder } from '../engines/trainer-python.ts'
import { lastLines } from '../llama/last-lines.ts'
import { eventSchema } from './events.ts'
import type { TrainerDone, TrainerEvent, TrainerReply } from './events.ts'
import { TrainingError } from './training-error.ts'
import { jobSchema } from './job.ts'
import type { TrainerJob } from './job.ts'
import { silenceTimer } from './silence-timer.ts'
import type { SilenceTimer } from './silence-timer.ts'
import { spawnTrainer } from './spawn-trainer.ts'
import type { TrainerChild } from './spawn-trainer.ts'

/** What a handler may answer: nothing means `continue`. Only `estimate` and `checkpoint` wait for it. */
export type TrainerAnswer = TrainerReply | undefined

export interface TrainerStart {
  engine: Engine
  job: TrainerJob
  signal?: AbortSignal | undefined
  /** Called in order, one at a time. What it throws cancels the job and is thrown on. */
  onEvent?: ((event: TrainerEvent) => TrainerAnswer | Promise<TrainerAnswer>) | undefined
  /** A file that gets all the trainer's libraries print; it is added to. */
  logPath?: string | undefined
  /** The trainer beats every 2 s; after this long without a line it is ended. */
  silenceMs?: number | undefined
  /** How long it may take to end by itself once cancelled. */
  graceMs?: number | undefined
  /** Instead of the environment's Python and our package: for tests. */
  command?: { path: string; args: readonly string[] } | undefined
}

const keptLogLines = 20

/**
 * Runs one training job in a process of its own, from the last whole checkpoint in its folder if there is one.
 *
 * @returns how it ended; `best` and `folder` name the checkpoint to use.
 * @throws StoppedError when `signal` fired; TrainingError with the trainer's own message;
 * EngineError when it crashed, fell silent or spoke nonsense.
 */
export async function startTrainer(start: TrainerStart): Promise<TrainerDone> {
  const { engine, signal, silenceMs = 60_000, graceMs = 10_000 } = start
  const job = checkedJob(start.job)
  if (isAborted(signal)) throw stopped()
  const { path, args } = start.command ?? {
    path: environmentPython(engine.folder),
    args: ['-B', '-E', '-s', '-u', '-m', 'crossover_trainer'],
  }
  const log = lastLines(keptLogLines)
  const child = spawnTrainer({
    path,
    args,
    cwd: pythonFolder,
    logPath: start.logPath,
    onLog: (text) => log.push(text),
  })
  const cancel = (): void => child.cancel(graceMs)
  signal?.addEventListener('abort', cancel, { once: true })
  const timer = silenceTimer(silenceMs, () => child.kill())
  try {
    child.send(job)
    const talk = await listen(child, { start, timer })
    const ending = await child.ended
    if (isAborted(signal)) throw stopped()
    if (timer.hasFired()) throw silent(silenceMs, talk.stage, log.text())
    if (talk.last?.type === 'error') throw new TrainingError(talk.last)
    if (talk.last?.type === 'done') return talk.last
    throw crashed(ending, talk.stage, log.text())
  } finally {
    timer.stop()
    signal?.removeEventListener('abort', cancel)
    await child.kill()
  }
}

interface Talk {
  last: TrainerEvent | undefined
  stage: string
}

/** Hands events on until the trainer has ended. A heartbeat counts while a handler is still at work. */
async function listen(
  child: TrainerChild,
  { start, timer }: { start: TrainerStart; timer: SilenceTimer },
): Promise<Talk> {
  const talk: Talk = { last: undefined, stage: 'start' }
  const lines = createInterface({ input: child.stdout, crlfDelay: Infinity })
  let handling: Promise<void> = Promise.resolve()
  let failure: unknown
  lines.on('line', (line) => {
    timer.reset()
    handling = handling.then(async () => {
      if (failure !== undefined) return
      try {
        const event = parseEvent(line)
        if (event.type === 'heartbeat') talk.stage = event.stage
        else talk.last = event
        const answer = await start.onEvent?.(event)
        if (event.type === 'estimate' || event.type === 'checkpoint')
          child.send(answer ?? { type: 'continue' })
      } catch (error) {
        failure = error
        child.cancel(0)
      }
    })
  })
  await child.ended
  timer.stop()
  await handling
  if (failure !== undefined) throw failure
  return talk
}

function checkedJob(job: TrainerJob): TrainerJob {
  const checked = jobSchema.safeParse(job)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  throw new DataError(
    `A training job is wrong at ${issue?.path.join('.') ?? 'its top'}: ${issue?.message ?? ''}.`,
  )
}

function parseEvent(line: string): TrainerEvent {
  try {
    return eventSchema.parse(JSON.parse(line))
  } catch (cause) {
    throw new EngineError(`The trainer said something that is no event: ${line.slice(0, 200)}`, {
      hint: `Install it again: crossover engine add trainer (${messageOf(cause).split('\n')[0] ?? ''})`,
      cause,
    })
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

function stopped(): StoppedError {
  return new StoppedError('Training was stopped. The next run goes on from the last checkpoint.')
}

function silent(silenceMs: number, stage: string, log: string): EngineError {
  const message = `The trainer gave no sign of life for ${Math.round(silenceMs / 1000)} s (stage: ${stage}) and was ended.`
  return new EngineError(withLog(message, log), { hint: 'The next run goes on from the last checkpoint.' })
}

function crashed(ending: string, stage: string, log: string): EngineError {
  const killed =
    ending === 'signal SIGKILL' ? ' Something killed it: often the system, when memory runs out.' : ''
  return new EngineError(
    withLog(`The trainer ended (${ending}) at stage ${stage} before it was done.${killed}`, log),
    {
      hint: 'The next run goes on from the last checkpoint.',
    },
  )
}

function withLog(message: string, log: string): string {
  return log === '' ? message : `${message} Its last lines:\n${log}`
}
