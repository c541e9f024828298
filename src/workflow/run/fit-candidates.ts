import type { Json } from '../../contracts/json.ts'
import type { Candidate } from '../../contracts/candidate.ts'
import type { FitOutcome, Method, TrainingSplit } from '../../contracts/method.ts'
import type { Task } from '../../contracts/task.ts'
import type { NotMeasured } from '../../contracts/report.ts'
import {
  ContextError,
  EngineError,
  ProviderError,
  StoppedError,
  UnreachableModelError,
} from '../../errors.ts'
import { fitOne } from './fit-one.ts'
import type { RunContext } from './run-context.ts'

/** A method, one of its specs, and what its fit gave. */
export interface FittedCandidate {
  method: Method
  candidate: Candidate
}

export type FitResult = { fitted: FittedCandidate } | { notMeasured: NotMeasured }

/** One thing to fit. */
export interface Attempt {
  method: Method
  spec: Json
  /** It asks a language model before it has a candidate. */
  isSearch: boolean
  /** A search, or training: figures of what is quick come first. */
  isSlow: boolean
}

/** Everything to fit, in the order of the methods; what is slow after all that is quick. */
export function attemptsOf(task: Task, methods: readonly Method[], split: TrainingSplit): Attempt[] {
  const attempts = methods.flatMap((method) =>
    method.specs(task).map((spec): Attempt => {
      const isSearch = (method.plannedCalls?.(spec, split, task) ?? 0) > 0
      return { method, spec, isSearch, isSlow: isSearch || method.needs?.includes('trainer') === true }
    }),
  )
  return attempts.toSorted((a, b) => Number(a.isSlow) - Number(b.isSlow))
}

/** Fits one; a search only while the budget for prompts lasts. What cannot run here is named, and the others go on. */
export async function fitAttempt(
  run: RunContext,
  attempt: Attempt,
  split: TrainingSplit,
): Promise<FitResult> {
  const refused = attempt.isSearch ? run.searchBudget.admit(attempt, split) : undefined
  return refused === undefined ? fitOrExplain(run, attempt, split) : { notMeasured: refused }
}

/** Fits one, with the task's seed unless another is given; what cannot run here is explained. */
export async function fitOrExplain(
  run: RunContext,
  { method, ...given }: { method: Method; spec: Json; seed?: number },
  split: TrainingSplit,
): Promise<FitResult> {
  if (run.signal.aborted) throw new StoppedError('Stopped.', { hint: 'Run again to go on.' })
  try {
    const outcome = await fitOne(run, { method, ...given }, split)
    if ('candidate' in outcome) return { fitted: { method, candidate: outcome.candidate } }
    if ('notMeasured' in outcome) return { notMeasured: { name: method.kind, ...outcome.notMeasured } }
    return {
      notMeasured: { name: method.kind, reason: pendingWords(outcome.pending), command: 'crossover run' },
    }
  } catch (error) {
    const notMeasured = explainAbsence(method.kind, error)
    if (notMeasured === undefined) throw error
    return { notMeasured }
  }
}

function pendingWords({
  jobId,
  status = 'running',
  checkAfterMs,
}: Extract<FitOutcome, { pending: unknown }>['pending']) {
  const minutes = Math.max(1, Math.ceil(checkAfterMs / 60_000))
  return `job ${jobId} is still ${status}: run again in ${minutes} min`
}

/** An engine or a model that cannot be had here leaves a method out; anything else is a failure. */
export function explainAbsence(name: string, error: unknown): NotMeasured | undefined {
  const isAbsent =
    error instanceof EngineError ||
    error instanceof UnreachableModelError ||
    error instanceof ProviderError ||
    error instanceof ContextError
  if (!isAbsent) return undefined
  const [reason = ''] = error.message.split('\n')
  return { name, reason: reason.replace(/[.:]$/, ''), command: error.hint ?? 'crossover doctor' }
}
