import { incompleteBeta } from './incomplete-beta.ts'

/** P(Bin(trials, rate) ≥ successes); 1 when `successes` ≤ 0, 0 when it is above `trials`. */
export function binomialUpperTail({
  successes,
  trials,
  rate,
}: {
  successes: number
  trials: number
  rate: number
}): number {
  if (successes <= 0) return 1
  if (successes > trials) return 0
  return incompleteBeta({ x: rate, a: successes, b: trials - successes + 1 })
}
