import type { Candidate } from '../../contracts/candidate.ts'
import type { OpenContext } from '../../contracts/method.ts'
import type { Predictor } from '../../contracts/prediction.ts'
import { StoreError } from '../../errors.ts'
import { methodOf } from '../../methods/registry.ts'
import { limitContext } from '../../models/limit-context.ts'
import type { OpenRun } from './run-context.ts'

/** Opens a candidate with the run's models. */
export function openCandidate(candidate: Candidate, run: OpenRun): Promise<Predictor> {
  return methodOf(candidate.kind).open(candidate, openContext(run))
}

/** What a method may use to open a candidate, and its parts. */
export function openContext(run: OpenRun): OpenContext {
  const { task, store, pool } = run
  return {
    task,
    pool: limitContext(pool, task.models.contextTokens),
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
