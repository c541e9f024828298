import type { Reason } from '../../contracts/reason.ts'
import type { SyntheticGain } from '../../contracts/report.ts'
import { compareArms } from '../../decide/compare/compare-arms.ts'
import type { Arm, DecisionRules } from '../../decide/arm.ts'
import { differenceOfQuality, rangeOfDifference } from '../../decide/words/quality-words.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { isSyntheticArm, withSynthetic } from './synthetic-arms.ts'
import { armRows } from './arm-rows.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'
import { countOf } from '../../report/words/format-count.ts'

/** What a model's rows brought to each tuned method: both ways on the validation rows that both answered. */
export function syntheticGains(
  candidates: readonly ValidatedCandidate[],
  rules: DecisionRules,
): SyntheticGain[] {
  return candidates.flatMap((entry) => {
    const { method, candidate } = entry
    if (!isSyntheticArm(method)) return []
    const plain = candidates.find(
      (other) =>
        !isSyntheticArm(other.method) &&
        other.method.kind === method.kind &&
        withSynthetic(other.candidate.name) === candidate.name,
    )
    if (plain === undefined) return []
    const [a, b] = [armOn(entry, plain, rules), armOn(plain, entry, rules)]
    if (a.rows.length === 0) return []
    const { n, difference, pValue } = compareArms(a, b, rules).comparison
    return [{ with: a.name, without: b.name, rows: method.syntheticRows, n, difference, pValue }]
  })
}

/** A candidate on the rows that another answered too. */
function armOn(entry: ValidatedCandidate, other: ValidatedCandidate, { metric }: DecisionRules): Arm {
  const { name, kind, family, version } = entry.candidate
  const answered = new Set(other.answered.map(({ row }) => row.id))
  const shared = entry.answered.filter(({ row }) => answered.has(row.id))
  const cost = { fitSeconds: 0, upFrontUsd: 0 }
  return { name, kind, family, version, rows: armRows(shared, metric), latenciesMs: [], cost, hard: [] }
}

/** One sentence a method: the gain, its interval, and whether it is one. */
export function describeSyntheticGains(gains: readonly SyntheticGain[], rules: DecisionRules): Reason[] {
  const { higherIsBetter } = scorerOf(rules.metric)
  return gains.map((gain) => {
    const { low, high } = gain.difference
    const [worst, best] = higherIsBetter ? [low, high] : [-high, -low]
    const said = worst > 0 ? 'they help' : best < 0 ? 'they harm' : 'not shown to help or harm'
    const difference = `${differenceOfQuality(gain.difference.value, rules)}, ${rangeOfDifference(gain.difference, rules)}`
    return {
      text: `${gain.with}: ${countOf(gain.rows, 'row')} a model wrote, ${difference} against ${gain.without} on the same ${gain.n} validation rows: ${said}.`,
      figures: [gain.with, gain.without].map((candidate) => ({ candidate, figure: 'validation' })),
    }
  })
}
