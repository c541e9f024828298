import { exactRateTest } from '../../stats/exact-rate-test.ts'
import { percentileOf } from '../../stats/percentile-interval.ts'
import type { GapFacts, GapFinding, GapRow } from './gap-facts.ts'
import { shareWords } from './share-words.ts'

/** A p95 allows one in twenty above it. */
const allowed = 0.05
const timesTheMedian = 2

/**
 * Answers that take too long. H0: at most one in twenty is above a limit (exact binomial), of two limits, Bonferroni: the p95
 * the task asks for, and twice the median.
 */
export function slowGap({ rows, p95Ms }: GapFacts): GapFinding | undefined {
  const timed = rows.flatMap((row) =>
    row.latencyMs === undefined ? [] : [{ ...row, latencyMs: row.latencyMs }],
  )
  if (timed.length === 0) return undefined
  const median = percentileOf(
    timed.map(({ latencyMs }) => latencyMs),
    0.5,
  )
  const limits = [
    ...(p95Ms === undefined ? [] : [{ ms: p95Ms, words: 'the p95 you ask for' }]),
    { ms: timesTheMedian * median, words: `twice the median of ${milliseconds(median)}` },
  ].map((limit) => ({ ...limit, pValue: pOf(timed, limit.ms) }))
  const [first] = limits.toSorted((a, b) => a.pValue - b.pValue)
  if (first === undefined) return undefined
  const over = timed.filter(({ latencyMs }) => latencyMs > first.ms)
  return {
    kind: 'slow',
    message: `${shareWords(over.length, timed.length)} answers take more than ${milliseconds(first.ms)}, ${first.words}.`,
    touched: over.length,
    n: timed.length,
    pValue: Math.min(1, first.pValue * limits.length),
    examples: over.toSorted((a, b) => b.latencyMs - a.latencyMs),
    helps:
      'A shorter prompt or fewer demonstrations, a limit on the length of answers, a smaller or a trained model.',
  }
}

function pOf(timed: readonly GapRow[], ms: number): number {
  const over = timed.filter(({ latencyMs = 0 }) => latencyMs > ms).length
  return exactRateTest({ successes: over, trials: timed.length, target: allowed })
}

function milliseconds(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
}
