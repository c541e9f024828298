import { exactRateTest } from '../../stats/exact-rate-test.ts'
import type { GapFacts, GapFinding } from './gap-facts.ts'
import { shareWords } from './share-words.ts'

/** One answer in a hundred out of form is what good services show. */
const tolerated = 0.01

/** Answers that did not come in the asked form at once. H0: at most one in a hundred does not (exact binomial). */
export function formatGap({ rows }: GapFacts): GapFinding | undefined {
  if (rows.length === 0) return undefined
  const out = rows.filter(({ validity }) => validity !== 'first')
  const parts = Object.entries(words).flatMap(([validity, what]) => {
    const count = out.filter((row) => row.validity === validity).length
    return count === 0 ? [] : [`${count} ${what}`]
  })
  return {
    kind: 'format',
    message: `${shareWords(out.length, rows.length)} answers did not come in the asked form: ${parts.join(', ')}.`,
    touched: out.length,
    n: rows.length,
    pValue: exactRateTest({ successes: out.length, trials: rows.length, target: tolerated }),
    examples: out,
    helps:
      'A demonstration of the form, a simpler form, a model that keeps to a schema; tuning where none of them does.',
  }
}

const words = {
  repaired: 'mended',
  reasked: 'right only when asked again',
  fallback: 'replaced by the fallback',
  invalid: 'no answer at all',
}
