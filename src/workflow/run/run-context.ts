import type { Candidate } from '../../contracts/candidate.ts'
import type { Json } from '../../contracts/json.ts'
import type { Example } from '../../contracts/example.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../contracts/method.ts'
import type { ModelPool } from '../../contracts/model.ts'
import type { Predictor } from '../../contracts/prediction.ts'
import type { Task } from '../../contracts/task.ts'
import { StoreError } from '../../errors.ts'
import { answerRows, type Answers } from '../../evaluate/answer-rows.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { methodOf } from '../../methods/registry.ts'
import type { Store } from '../../store/open-store.ts'
import type { SearchBudget } from './search-budget.ts'
import type { RunEvents } from './run-events.ts'

/** What every step of a run has at hand. */
export interface RunContext {
  task: Task
  store: Store
  pool: ModelPool
  /** The same pool with nothing remembered between requests, for the latency pass. */
  freshPool: ModelPool
  events: RunEvents
  signal: AbortSignal
  searchBudget: SearchBudget
}

/** What opening a candidate needs of a run. */
export type OpenRun = Omit<RunContext, 'freshPool' | 'searchBudget'>

/** Opens a candidate with the run's models. */
export function openCandidate(candidate: Candidate, run: OpenRun): Promise<Predictor> {
  return methodOf(candidate.kind).open(candidate, openContext(run))
}

/** What a method may use to open a candidate, and its parts. */
export function openContext(run: OpenRun): OpenContext {
  const { task, store, pool } = run
  return {
    task,
    pool,
    artifacts: store.artifacts,
    async open(version) {
      const part = store.candidates.byVersion(version)
      if (part !== undefined) return openCandidate(part, run)
      throw new StoreError(`No candidate of version ${version} is stored.`, {
        hint: 'Run again: it is fitted anew.',
      })
    },
  }
}

/** What a method may use to fit. */
export function fitContext(run: RunContext): FitContext {
  const { task, store, events, signal } = run
  return {
    ...openContext(run),
    seed: task.seed,
    signal,
    progress: events.progress,
    budget: { minutes: task.tuning.budgetMinutes, usd: task.success.budgetUsd },
    known: (recipe) => store.candidates.byRecipe(recipe),
    async evaluate(candidate, rows) {
      const { answered } = await askRows(run, candidate, { rows })
      const figure = scoreAnswers(answered, { metric: task.success.quality.metric, seed: task.seed })
      return { metric: task.success.quality.metric, value: figure?.value ?? 0, n: answered.length }
    },
  }
}

/** Answers rows with a candidate, opening it only when some are not answered yet. */
export function askRows(
  run: RunContext,
  candidate: Candidate,
  { rows, label }: { rows: readonly Example[]; label?: string },
): Promise<Answers> {
  const { task, store, events, signal } = run
  return answerRows({
    candidate,
    open: () => openCandidate(candidate, run),
    rows,
    records: store.predictions,
    concurrency: task.evaluation.concurrency,
    signal,
    progress: events.progress,
    ...(label === undefined ? {} : { label }),
  })
}

/** Fits one spec of a method and keeps what came out. */
export async function fitOne(
  run: RunContext,
  { method, spec }: { method: Method; spec: Json },
  split: TrainingSplit,
) {
  const outcome = await method.fit(spec, split, fitContext(run))
  if ('candidate' in outcome) run.store.candidates.save(outcome.candidate)
  return outcome
}
