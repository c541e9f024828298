import { confusionPairs } from '../../scorers/confusion-pairs.ts'
import { holmTestable } from '../../stats/holm-testable.ts'
import { hypergeometricUpperTail } from '../../stats/hypergeometric.ts'
import type { GapFacts, GapFinding, GapRow } from './gap-facts.ts'

const mostPairs = 6

/**
 * Labels mistaken for one another more often than wrong answers meet by chance: of the wrong rows, is an answer commoner
 * where this label was expected than where others were? Fisher's exact test of each pair, Holm over the pairs that could show it.
 */
export function confusionGap({ kind, rows, level, tests }: GapFacts): GapFinding | undefined {
  if (kind !== 'classification') return undefined
  const wrong = rows.filter(({ isWrong, output }) => isWrong && output !== '')
  const pairs = testedPairs(wrong, level / tests)
  const [first] = pairs
  if (first === undefined) return undefined
  const sure = pairs.filter(({ adjusted }) => adjusted <= level / tests).slice(0, mostPairs)
  const shown = sure.length === 0 ? [first] : sure
  const touched = wrong.filter((row) =>
    shown.some(({ expected, output }) => row.expected === expected && row.output === output),
  )
  const words = shown.map(({ expected, output }) => `${expected} → ${output}`)
  const counts = shown.map(({ expected, output, count }) => {
    const all = rows.filter((row) => row.expected === expected).length
    return `“${output}” for “${expected}” in ${count} of its ${all} rows`
  })
  return {
    kind: 'confusion',
    message: `It takes labels for one another: ${counts.join('; ')}.`,
    touched: touched.length,
    n: rows.length,
    pValue: first.adjusted,
    examples: touched,
    words,
    helps:
      'Definitions that say where the one ends and the other begins, demonstrations from the border, more labelled rows of both; or one label for the two.',
  }
}

interface TestedPair {
  expected: string
  output: string
  count: number
  adjusted: number
}

/** Every pair of an expected label and an answer among wrong rows, the surest first. */
function testedPairs(wrong: readonly GapRow[], alpha: number): TestedPair[] {
  const counts = new Map(
    confusionPairs(wrong).map(({ expected, output, count }) => [JSON.stringify([expected, output]), count]),
  )
  const outputs = [...new Set(wrong.map(({ output }) => output))]
  const pairs = [...new Set(wrong.map(({ expected }) => expected))].flatMap((expected) =>
    outputs
      .filter((output) => output !== expected)
      .map((output) => ({ expected, output, count: counts.get(JSON.stringify([expected, output])) ?? 0 })),
  )
  const adjusted = holmTestable(
    pairs.map((pair) => pairTest(wrong, pair)),
    alpha,
  )
  return pairs
    .map((pair, at) => ({ ...pair, adjusted: adjusted[at] ?? 1 }))
    .toSorted((a, b) => a.adjusted - b.adjusted || b.count - a.count)
}

/** Rows that cannot show the pair are left out: where the answer would be right, or this label was answered. */
function pairTest(wrong: readonly GapRow[], { expected, output, count }: Omit<TestedPair, 'adjusted'>) {
  const rows = wrong.filter((row) => row.expected !== output && row.output !== expected)
  const marked = rows.filter((row) => row.output === output).length
  const draws = rows.filter((row) => row.expected === expected).length
  const draw = { total: rows.length, marked, draws }
  return {
    pValue: hypergeometricUpperTail(count, draw),
    smallest: hypergeometricUpperTail(Math.min(marked, draws), draw),
  }
}
