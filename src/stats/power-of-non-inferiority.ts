import { assertInteger } from './assert-count.ts'
import { assertInsideUnit, assertProbability } from './assert-probability.ts'
import { binomialProbability } from './binomial-probability.ts'
import { nonInferiorityTest } from './non-inferiority-test.ts'

/**
 * How often n rows show "not worse by `margin`" when both arms are equally good: exact, by summing over the outcomes.
 * (ψ = `discordance` = .10, n = 300: .48 at margin .03, .84 at .05.)
 *
 * @throws DataError when n is not a count, the discordance outside [0, 1] or the margin outside (0, 1).
 */
export function powerOfNonInferiority(question: {
  n: number
  discordance: number
  margin: number
  alpha?: number
}): number {
  const { n, discordance, margin, alpha = 0.05 } = question
  assertInteger('n', n, 1)
  assertProbability('discordance', discordance)
  assertInsideUnit('margin', margin)
  let power = 0
  for (let pairs = 0; pairs <= n; pairs += 1) {
    const weight = binomialProbability({ successes: pairs, trials: n, rate: discordance })
    if (weight < 1e-9) continue
    const most = mostHarmful({ pairs, n, margin, alpha })
    if (most >= 0) power += weight * shareUpTo(most, pairs)
  }
  return power
}

/** The largest number of discordant rows against A with which the claim still passes; −1 when none does. */
function mostHarmful(outcome: { pairs: number; n: number; margin: number; alpha: number }): number {
  const { pairs, n, margin, alpha } = outcome
  let low = -1
  let high = pairs
  while (low < high) {
    const c = Math.ceil((low + high) / 2)
    if (passes({ b: pairs - c, c, n, margin }, alpha)) low = c
    else high = c - 1
  }
  return low
}

function passes(counts: { b: number; c: number; n: number; margin: number }, alpha: number): boolean {
  const { pValue, guardP } = nonInferiorityTest(counts)
  return Math.max(pValue, guardP ?? 0) <= alpha
}

/** P(Bin(pairs, ½) ≤ most). */
function shareUpTo(most: number, pairs: number): number {
  let share = 0
  for (let c = 0; c <= most; c += 1) share += binomialProbability({ successes: c, trials: pairs, rate: 0.5 })
  return share
}
