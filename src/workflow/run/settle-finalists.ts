import type { TrainingSplit } from '../../contracts/method.ts'
import { measureTuningCurves } from './measure-tuning-curves.ts'
import { pickFinalists } from './pick-finalists.ts'
import { repeatSeeds } from './repeat-seeds.ts'
import type { RunContext } from './run-context.ts'
import { simplifyPrompt } from './simplify-prompt.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/**
 * Who goes to the test set, and as what: the best of each family, a prompt without the parts it does not need, a trained model
 * as the best of its seeds, beside what it makes of fewer rows. All of it on validation rows.
 */
export async function settleFinalists(
  run: RunContext,
  candidates: readonly ValidatedCandidate[],
  split: TrainingSplit,
): Promise<ValidatedCandidate[]> {
  const simplified = await simplifyPrompt(run, pickFinalists(candidates), { candidates, split })
  const seeded = await repeatSeeds(run, simplified, { candidates, split })
  return measureTuningCurves(run, seeded, split)
}
