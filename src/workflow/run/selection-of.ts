import type { Reason } from '../../contracts/reason.ts'
import type { Selection } from '../../contracts/row-plan.ts'
import { orientedScore, type DecisionRules } from '../../decide/arm.ts'
import { differenceOfQuality } from '../../decide/words/quality-words.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { selectionOptimism } from '../../stats/selection-optimism.ts'
import { armRows } from './arm-rows.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/**
 * How much the validation score of a finalist is flattered by having chosen it; `undefined` where it was the only one of its
 * family that answered its rows. Candidates that were left after a few rows could not have been chosen.
 */
export function selectionOf(
  finalist: Pick<ValidatedCandidate, 'candidate' | 'answered'>,
  candidates: readonly Pick<ValidatedCandidate, 'candidate' | 'answered'>[],
  rules: DecisionRules,
): Selection | undefined {
  const ids = finalist.answered.map(({ row }) => row.id)
  const rivals = candidates.flatMap(({ candidate, answered }) => {
    if (candidate.family !== finalist.candidate.family) return []
    const own = new Map(armRows(answered, rules.metric).map((row) => [row.id, row]))
    const rows = ids.flatMap((id) => own.get(id) ?? [])
    return rows.length === ids.length ? [rows] : []
  })
  if (ids.length === 0 || rivals.length < 2) return undefined
  const { sign, statistic } = orientedScore(rules)
  const optimism = selectionOptimism({ candidates: rivals, statistic, seed: rules.seed })
  return { among: rivals.length, rows: ids.length, optimism: sign * optimism }
}

/** One sentence on it; nothing where nothing was chosen. */
export function describeSelection(
  candidate: string,
  selection: Selection | undefined,
  rules: DecisionRules,
): Reason[] {
  if (selection === undefined) return []
  const { among, rows, optimism } = selection
  const flatters = scorerOf(rules.metric).higherIsBetter ? optimism : -optimism
  const size =
    flatters < 0.0005 ? 'not at all' : `by about ${differenceOfQuality(flatters, rules).replace('+', '')}`
  return [
    {
      text: `${candidate} was chosen among ${among} on ${rows} validation rows, which flatters its validation score ${size}; no test row chose anything.`,
      figures: [
        { candidate, figure: 'selection' },
        { candidate, figure: 'validation' },
      ],
    },
  ]
}
