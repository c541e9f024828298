import { exactRateTest } from '../../stats/exact-rate-test.ts'
import { percentileOf } from '../../stats/percentile-interval.ts'
import type { GapFacts, GapFinding } from './gap-facts.ts'
import { shareWords } from './share-words.ts'

const allowed = 0.05
const timesTheMedian = 2

/** Answers that use far more tokens than the middle one. H0: at most one in twenty uses twice as many (exact binomial). */
export function dearGap({ rows }: GapFacts): GapFinding | undefined {
  const counted = rows.flatMap((row) => (row.tokens === undefined ? [] : [{ ...row, tokens: row.tokens }]))
  if (counted.length === 0) return undefined
  const median = percentileOf(
    counted.map(({ tokens }) => tokens),
    0.5,
  )
  const over = counted.filter(({ tokens }) => tokens > timesTheMedian * median)
  return {
    kind: 'dear',
    message: `${shareWords(over.length, counted.length)} questions use more than twice the tokens of the middle one (${Math.round(median)}).`,
    touched: over.length,
    n: counted.length,
    pValue: exactRateTest({ successes: over.length, trials: counted.length, target: allowed }),
    examples: over.toSorted((a, b) => b.tokens - a.tokens),
    helps:
      'Retrieved passages instead of whole documents, a limit on the length of answers, tuning: it needs no demonstrations.',
  }
}
