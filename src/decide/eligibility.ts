import { holm } from '../stats/holm.ts'
import type { Arm, DecisionRules } from './arm.ts'
import { compareArms, type ArmComparison } from './compare/compare-arms.ts'
import { claimQuality, type QualityClaim } from './compare/quality-claim.ts'

/** Where a finalist stands (decision.md §5). */
export interface Standing {
  arm: Arm
  isReference: boolean
  quality: QualityClaim
  /** Against the reference; absent for the reference itself. */
  againstReference?: ArmComparison
  /** p_F = max(Q, N), and Holm-adjusted over the finalists. */
  claimP: number
  adjustedP: number
  state: 'eligible' | 'open' | 'out'
  /** Clauses that fail, when out; clauses not shown, when open. */
  clauses: string[]
}

/**
 * Judges every finalist: hard criteria, quality, non-inferiority to the reference, Holm over their claims. Claims of arms that
 * were stopped early still count: what was seen of the rows must not make the others' claims easier. Claims that are `known` of an
 * arm and its reference are not worked out again.
 */
export function judgeFinalists(
  arms: readonly Arm[],
  reference: Arm | undefined,
  rules: DecisionRules & { stoppedClaims?: number; known?: readonly Standing[] },
): Standing[] {
  const { known = [] } = rules
  const isSameReference = known.some((standing) => standing.isReference && standing.arm === reference)
  const claims = arms.map((arm) => {
    const asBefore = isSameReference ? known.find((standing) => standing.arm === arm) : undefined
    if (asBefore !== undefined) return { ...asBefore, againstReference: asBefore.againstReference }
    const isReference = arm === reference
    const againstReference =
      isReference || reference === undefined ? undefined : compareArms(arm, reference, rules)
    const quality = claimQuality(arm, rules)
    const claimP = Math.max(quality.pValue, againstReference?.nonInferiorP ?? 0)
    return { arm, isReference, quality, againstReference, claimP }
  })
  const stopped = Array.from({ length: rules.stoppedClaims ?? 0 }, () => 1)
  const { adjusted, rejected } = holm([...claims.map(({ claimP }) => claimP), ...stopped], rules.alpha)
  return claims.map(({ againstReference, ...claim }, index) => ({
    ...claim,
    ...(againstReference === undefined ? {} : { againstReference }),
    adjustedP: adjusted[index] ?? 1,
    ...stateOf({ ...claim, againstReference }, { isShown: rejected[index] ?? false, alpha: rules.alpha }),
  }))
}

/** The same claims about the same answers, under other hard criteria: what other prices or volumes leave of a standing. */
export function restate(standing: Standing, arm: Arm, { alpha }: Pick<DecisionRules, 'alpha'>): Standing {
  const claim = { ...standing, arm, againstReference: standing.againstReference }
  return { ...standing, arm, ...stateOf(claim, { isShown: standing.adjustedP <= alpha, alpha }) }
}

interface Claim {
  arm: Arm
  quality: QualityClaim
  againstReference: ArmComparison | undefined
  claimP: number
}

function stateOf(
  claim: Claim,
  level: { isShown: boolean; alpha: number },
): Pick<Standing, 'state' | 'clauses'> {
  const failing = failingClauses(claim)
  if (failing.length > 0) return { state: 'out', clauses: failing }
  const open = openClauses(claim, level)
  return { state: open.length > 0 ? 'open' : 'eligible', clauses: open }
}

function failingClauses(claim: Omit<Claim, 'claimP'>): string[] {
  const hard = claim.arm.hard.filter(({ result }) => result === 'fails').map(({ criterion }) => criterion)
  const isWorse = claim.againstReference?.comparison.nonInferior === 'fails'
  return [...hard, ...(claim.quality.fails ? ['quality'] : []), ...(isWorse ? ['non-inferiority'] : [])]
}

/** A claim that passes alone but not beside the others (Holm) is open in the clause with the larger p. */
function openClauses(claim: Claim, { isShown, alpha }: { isShown: boolean; alpha: number }): string[] {
  const unsure = claim.arm.hard
    .filter(({ result }) => result === 'cannot-say')
    .map(({ criterion }) => criterion)
  if (isShown) return unsure
  const clauses = [
    { name: 'quality', pValue: claim.quality.pValue },
    { name: 'non-inferiority', pValue: claim.againstReference?.nonInferiorP ?? 0 },
  ]
  const open = clauses.filter(({ pValue }) => pValue > alpha || pValue === claim.claimP)
  return [...unsure, ...open.map(({ name }) => name)]
}
