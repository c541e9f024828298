import { assertInteger } from './assert-count.ts'
import { binomialProbability } from './binomial-probability.ts'
import { binomialUpperTail } from './binomial-upper-tail.ts'

/** Rows only A has right (b) and rows only B has right (c). */
export interface DiscordantCounts {
  b: number
  c: number
}

/**
 * McNemar's test that A and B are right equally often on the same rows, two-sided.
 *
 * @returns the exact p and the mid-p, which counts half of what was observed; both 1 when no row is discordant.
 * @throws DataError when b or c is not a count.
 * @see Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13:91
 */
export function mcnemarTest({ b, c }: DiscordantCounts): { exact: number; midP: number } {
  assertInteger('b', b, 0)
  assertInteger('c', c, 0)
  const trials = b + c
  if (trials === 0) return { exact: 1, midP: 1 }
  const exact = Math.min(1, 2 * binomialUpperTail({ successes: Math.max(b, c), trials, rate: 0.5 }))
  if (b === c) return { exact, midP: 1 - binomialProbability({ successes: b, trials, rate: 0.5 }) }
  return { exact, midP: exact - binomialProbability({ successes: b, trials, rate: 0.5 }) }
}
