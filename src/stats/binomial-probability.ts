import { logGamma } from './log-gamma.ts'

/** P(Bin(trials, rate) = successes). */
export function binomialProbability({
  successes,
  trials,
  rate,
}: {
  successes: number
  trials: number
  rate: number
}): number {
  if (successes < 0 || successes > trials) return 0
  if (rate <= 0) return successes === 0 ? 1 : 0
  if (rate >= 1) return successes === trials ? 1 : 0
  const logChoices = logGamma(trials + 1) - logGamma(successes + 1) - logGamma(trials - successes + 1)
  return Math.exp(logChoices + successes * Math.log(rate) + (trials - successes) * Math.log1p(-rate))
}
