import type { Flip } from '../../contracts/advice.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { countWords } from '../words/two-digits.ts'
import { withMoreRight, withMoreRows } from './change-answers.ts'
import { outcomePart, outcomeWords, pointsWords } from './flip-words.ts'
import type { TrainingGains } from './find-flips.ts'
import { isSameOutcome, underAnswers, type Decided, type Outcome } from './what-if.ts'

/** Labels that advice is worked out for. */
const moreLabels = 200
const qualityOf = (candidate: string) => ({ candidate, figure: 'quality' }) as const

/** 200 more test rows that go like the present ones: more certainty, no better answers. Of rates only. */
export function testRowFlips(decided: Decided, now: Outcome): Flip[] {
  const { arms, rules } = decided.input
  const from = arms[0]?.rows.length ?? 0
  if (from === 0 || !scorerOf(rules.metric).isRate) return []
  const outcome = underAnswers(decided, withMoreRows(arms, moreLabels))
  if (isSameOutcome(outcome, now)) return []
  return [
    {
      change: 'test-rows',
      from,
      to: from + moreLabels,
      ...outcomePart(outcome),
      text: `With ${moreLabels} more test rows, if they go like the present ${countWords(from)}: ${outcomeWords(outcome)}.`,
      figures: arms.map(({ name }) => qualityOf(name)),
    },
  ]
}

/**
 * 200 more training rows, at the cautious end of what the learning curve says of a doubling: that share of it which so many
 * rows are on a logarithmic scale. Of rates only, and of arms a curve was measured for.
 */
export function trainRowFlips(decided: Decided, now: Outcome, { rows, doublings }: TrainingGains): Flip[] {
  const { arms, rules } = decided.input
  if (rows === 0 || !scorerOf(rules.metric).isRate) return []
  const share = Math.log2((rows + moreLabels) / rows)
  return arms.flatMap((arm): Flip[] => {
    const doubling = doublings.get(arm.name)
    if (doubling?.result !== 'gain' || doubling.low <= 0) return []
    const gain = Math.min(1, share) * doubling.low
    const better = withMoreRight(arm, Math.floor(gain * arm.rows.length))
    const outcome = underAnswers(
      decided,
      arms.map((one) => (one === arm ? better : one)),
    )
    if (isSameOutcome(outcome, now)) return []
    return [
      {
        change: 'train-rows',
        candidate: arm.name,
        from: rows,
        to: rows + moreLabels,
        ...outcomePart(outcome),
        text: `With ${moreLabels} more training rows (by the cautious end of its learning curve ${arm.name} gains ${pointsWords(gain)}): ${outcomeWords(outcome)}.`,
        figures: [qualityOf(arm.name)],
      },
    ]
  })
}
