import { unicodeWords } from '../../answers/unicode-words.ts'
import { holmTestable } from '../../stats/holm-testable.ts'
import { hypergeometricUpperTail } from '../../stats/hypergeometric.ts'
import type { GapFacts, GapFinding, GapRow } from './gap-facts.ts'
import { shareWords } from './share-words.ts'

const mostWords = 8

/**
 * Words of inputs that stand in wrong rows more often than chance puts them there: Fisher's exact test of each word, Holm
 * over those frequent enough to show anything, ranked by log-odds. Terms of a trade the model does not know show here.
 */
export function wordsGap(facts: GapFacts): GapFinding | undefined {
  const { rows } = facts
  const terms = termsOf(facts)
  const [first] = terms
  if (first === undefined) return undefined
  const shown = terms.filter(({ adjusted }) => adjusted <= facts.level / facts.tests).slice(0, mostWords)
  const words = (shown.length === 0 ? [first] : shown).map(({ word }) => word)
  const holding = rows.filter((row) => wordsOf(row).some((word) => words.includes(word)))
  const wrong = holding.filter(({ isWrong }) => isWrong)
  const others = rows.filter((row) => !holding.includes(row))
  return {
    kind: 'words',
    message: `Rows with ${words.map((word) => `“${word}”`).join(', ')} go wrong more often: ${shareWords(wrong.length, holding.length)}, of the others ${shareWords(others.filter(({ isWrong }) => isWrong).length, others.length)}.`,
    touched: wrong.length,
    n: rows.length,
    pValue: first.adjusted,
    examples: wrong,
    words,
    helps:
      'A definition that uses these words, a demonstration that has them, retrieval from your documents; tuning where there are many.',
  }
}

interface Term {
  word: string
  adjusted: number
  logOdds: number
}

/** Every word with its corrected p, the surest first. */
function termsOf({ rows, level, tests }: GapFacts): Term[] {
  const wrong = rows.filter(({ isWrong }) => isWrong).length
  if (wrong === 0 || wrong === rows.length) return []
  const counts = [...countWords(rows)].map(([word, { all, hits }]) => ({ word, all, hits }))
  const adjusted = holmTestable(
    counts.map(({ all, hits }) => {
      const draw = { total: rows.length, marked: wrong, draws: all }
      return {
        pValue: hypergeometricUpperTail(hits, draw),
        smallest: hypergeometricUpperTail(Math.min(all, wrong), draw),
      }
    }),
    level / tests,
  )
  return counts
    .map(({ word, all, hits }, at) => ({
      word,
      adjusted: adjusted[at] ?? 1,
      logOdds: logOddsOf({ all, hits, wrong, total: rows.length }),
    }))
    .toSorted((a, b) => a.adjusted - b.adjusted || b.logOdds - a.logOdds || (a.word < b.word ? -1 : 1))
}

function countWords(rows: readonly GapRow[]): Map<string, { all: number; hits: number }> {
  const counts = new Map<string, { all: number; hits: number }>()
  for (const row of rows) {
    for (const word of wordsOf(row)) {
      const count = counts.get(word) ?? { all: 0, hits: 0 }
      count.all += 1
      count.hits += Number(row.isWrong)
      counts.set(word, count)
    }
  }
  return counts
}

/** Each word once; numbers are no terms. */
function wordsOf({ input }: GapRow): string[] {
  return [...new Set(unicodeWords(input))].filter((word) => /\p{L}/u.test(word))
}

/** ln of the odds of a wrong row with the word over those without, half a row added to each count (Haldane 1956). */
function logOddsOf({ all, hits, wrong, total }: Record<'all' | 'hits' | 'wrong' | 'total', number>): number {
  const withWord = (hits + 0.5) / (all - hits + 0.5)
  const without = (wrong - hits + 0.5) / (total - wrong - all + hits + 0.5)
  return Math.log(withWord / without)
}
