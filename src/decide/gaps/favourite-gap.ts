import { binomialUpperTail } from '../../stats/binomial-upper-tail.ts'
import { holmTestable } from '../../stats/holm-testable.ts'
import type { GapFacts, GapFinding, GapRow } from './gap-facts.ts'

const mostLabels = 4

/**
 * Labels answered more often than they are right: rows wrongly given the label against rows of the label that got another,
 * a sign test each (exact McNemar on the margins), Holm over the labels that could show it.
 */
export function favouriteGap({ kind, rows, level, tests }: GapFacts): GapFinding | undefined {
  if (kind !== 'classification') return undefined
  const labels = testedLabels(rows, level / tests)
  const [first] = labels
  if (first === undefined) return undefined
  const sure = labels.filter(({ adjusted }) => adjusted <= level / tests).slice(0, mostLabels)
  const shown = sure.length === 0 ? [first] : sure
  const words = shown.map(({ label }) => label)
  const touched = rows.filter(({ output, expected }) => output !== expected && words.includes(output))
  const counts = shown.map(({ label }) => {
    const given = rows.filter(({ output }) => output === label).length
    const due = rows.filter(({ expected }) => expected === label).length
    return `“${label}” for ${given} of ${rows.length} rows where ${due} are`
  })
  return {
    kind: 'favourite',
    message: `It answers too often: ${counts.join('; ')}.`,
    touched: touched.length,
    n: rows.length,
    pValue: first.adjusted,
    examples: touched,
    words,
    helps:
      'A definition that says what does not belong there, demonstrations balanced by label, labels in another order; tuning.',
  }
}

function testedLabels(rows: readonly GapRow[], alpha: number): { label: string; adjusted: number }[] {
  const wrong = rows.filter(({ expected, output }) => output !== expected && output !== '')
  const labels = [...new Set(wrong.map(({ output }) => output))]
  const adjusted = holmTestable(
    labels.map((label) => {
      const given = wrong.filter(({ output }) => output === label).length
      const trials = given + wrong.filter(({ expected }) => expected === label).length
      return {
        pValue: binomialUpperTail({ successes: given, trials, rate: 0.5 }),
        smallest: binomialUpperTail({ successes: trials, trials, rate: 0.5 }),
      }
    }),
    alpha,
  )
  return labels
    .map((label, at) => ({ label, adjusted: adjusted[at] ?? 1 }))
    .toSorted((a, b) => a.adjusted - b.adjusted || (a.label < b.label ? -1 : 1))
}
