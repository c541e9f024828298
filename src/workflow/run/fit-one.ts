import type { Json } from '../../contracts/json.ts'
import type { FitContext, Method, TrainingSplit } from '../../contracts/method.ts'
import { askForSearch } from './ask-for-search.ts'
import { evaluateForSearch } from './evaluate-for-search.ts'
import { openContext } from './open-candidate.ts'
import type { RunContext } from './run-context.ts'

/** Fits one spec of a method and keeps what came out. */
export async function fitOne(
  run: RunContext,
  { method, spec, seed = run.task.seed }: { method: Method; spec: Json; seed?: number },
  split: TrainingSplit,
) {
  const outcome = await method.fit(spec, split, { ...fitContext(run), seed })
  if ('candidate' in outcome) run.store.candidates.save(outcome.candidate)
  return outcome
}

/** What a method may use to fit. */
export function fitContext(run: RunContext): FitContext {
  const { task, store, events, signal, trainer, mayUpload } = run
  return {
    ...openContext(run),
    seed: task.seed,
    signal,
    progress: events.progress,
    budget: { minutes: task.tuning.budgetMinutes, usd: task.success.budgetUsd },
    known: (recipe) => store.candidates.byRecipe(recipe),
    evaluate: (candidate, rows) => evaluateForSearch(run, candidate, rows),
    ...(trainer === undefined ? {} : { trainer }),
    jobs: store.jobs,
    mayUpload,
    ask: (model, request) => askForSearch(run, model, request),
  }
}
