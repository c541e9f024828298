import type { Json } from '../../contracts/json.ts'
import type { FitContext, Method, TrainingSplit } from '../../contracts/method.ts'
import { noteFolders } from './note-folders.ts'
import { askForSearch } from './ask-for-search.ts'
import { evaluateForSearch } from './evaluate-for-search.ts'
import { openContext } from './open-candidate.ts'
import type { RunContext } from './run-context.ts'

/**
 * Fits one spec of a method and keeps what came out. What a trainer left on the way goes once the candidate is stored; of a fit that
 * came to none it stays, to go on from.
 */
export async function fitOne(
  run: RunContext,
  { method, spec, seed = run.task.seed }: { method: Method; spec: Json; seed?: number },
  split: TrainingSplit,
) {
  const noted = run.trainer === undefined ? undefined : noteFolders(run.trainer)
  const context = fitContext({ ...run, trainer: noted?.trainer })
  const outcome = await method.fit(spec, split, { ...context, seed })
  if (!('candidate' in outcome)) return outcome
  run.store.candidates.save(outcome.candidate)
  await noted?.releaseAll()
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
