import { CrossoverError } from '../../errors.ts'
import { recordScores } from '../prompt/record-scores.ts'
import type { RunContext } from './run-context.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/** Adds a run's validation scores to the library of prompts. A library that is damaged or read-only never costs a run. */
export async function keepPromptScores(
  { task, events }: Pick<RunContext, 'task' | 'events'>,
  candidates: readonly ValidatedCandidate[],
  { author, at }: { author: string; at: Date },
): Promise<void> {
  try {
    await recordScores(task, candidates, { author, at, by: 'run' })
  } catch (error) {
    if (!(error instanceof CrossoverError)) throw error
    events.notice(`The scores of prompts were not written down: ${error.message}`)
  }
}
