import type { Candidate } from '../../../contracts/candidate.ts'
import type { FitContext, Method, TrainingSplit } from '../../../contracts/method.ts'
import { EngineError } from '../../../errors.ts'
import { fitCandidate } from '../../fit-candidate.ts'
import { fewShot } from '../few-shot.ts'
import type { PromptSpec } from '../prompt-spec.ts'
import { retrieved } from '../retrieved.ts'
import { zeroShot } from '../zero-shot.ts'
import type { OptimisedSpec } from './optimised-spec.ts'

/** The method that shows demonstrations in the way of a spec: it fits and opens what this one only chooses. */
export const methodShowing: Record<OptimisedSpec['shows'], Method<PromptSpec>> = {
  nothing: zeroShot,
  fixed: fewShot,
  nearest: retrieved,
}

/**
 * Fits one prompt. The record of a search is no part of its identity: what was searched for is the same candidate as what was
 * found, and its answers are paid for once.
 */
export async function fitVariant(
  method: Pick<Method<never>, 'kind' | 'family' | 'recipeVersion'>,
  spec: OptimisedSpec,
  { split, context }: { split: TrainingSplit; context: FitContext },
): Promise<Candidate> {
  const { optimisation, ...prompt } = spec
  const { task, pool } = context
  const models = [await pool.identify(spec.language)]
  if (spec.shows === 'nearest') models.push(await pool.identify(task.models.embedding))
  const name = task.models.language.length > 1 ? `optimised (${spec.language})` : 'optimised'
  const outcome = await fitCandidate({ method, name, spec: prompt, split, context, models }, async () => {
    const inner = await methodShowing[spec.shows].fit(prompt, split, { ...context, known: () => undefined })
    if ('candidate' in inner) return { artifacts: inner.candidate.artifacts, spec: prompt }
    throw new EngineError('A prompt that was written by the search could not be fitted.')
  })
  if (!('candidate' in outcome)) throw new EngineError('A prompt could not be fitted.')
  const { candidate } = outcome
  if (optimisation === undefined) return candidate
  return {
    ...candidate,
    spec: { ...prompt, optimisation },
    fitCost: { ...candidate.fitCost, modelCalls: optimisation.calls },
  }
}
