import { isFloor } from '../../methods/registry.ts'
import { meritOf } from '../../scorers/merit-of.ts'
import { simplicityOf } from '../../decide/simplicity.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

const families = ['baseline', 'prompt', 'tune', 'hybrid'] as const

/**
 * The finalists, fixed before the test set is read: the best of each family on validation, the simpler one on a tie.
 * Recorded candidates have no validation rows and are finalists by declaration; the majority floor never is one.
 */
export function pickFinalists(candidates: readonly ValidatedCandidate[]): ValidatedCandidate[] {
  const contenders = candidates.filter(({ candidate }) => !isFloor(candidate.kind))
  const declared = contenders.filter(({ candidate }) => candidate.kind === 'recorded')
  const best = families.flatMap((family) => {
    const arms = contenders.filter(
      ({ candidate, validation }) => candidate.family === family && validation !== undefined,
    )
    return arms.toSorted(byValidationThenSimplicity).slice(0, 1)
  })
  return [...best, ...declared]
}

function byValidationThenSimplicity(a: ValidatedCandidate, b: ValidatedCandidate): number {
  const gain = meritOf(b.validation) - meritOf(a.validation)
  return gain !== 0 ? gain : simplicityOf(a.candidate) - simplicityOf(b.candidate)
}
