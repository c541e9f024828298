import type { Flip } from '../../contracts/advice.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { countRight, type Arm } from '../arm.ts'
import { withMoreRight } from './change-answers.ts'
import { fewestMore } from './fewest-more.ts'
import { insteadWords, outcomePart, outcomeWords, pointsWords } from './flip-words.ts'
import { isSameOutcome, underAnswers, type Decided, type Outcome } from './what-if.ts'

/** Two points: what another prompt, another model or more rows may well bring. */
const mostGain = 0.02

/** For each finalist that is not chosen the smallest gain, up to two points, that makes the verdict another. Of rates only. */
export function qualityFlips(decided: Decided, now: Outcome): Flip[] {
  const { arms, rules } = decided.input
  if (!scorerOf(rules.metric).isRate) return []
  // The chosen one stays what it is when it gets better.
  return arms.filter(({ name }) => name !== now.chosen).flatMap((arm) => flipOf(decided, now, arm))
}

function flipOf(decided: Decided, now: Outcome, arm: Arm): Flip[] {
  const { arms } = decided.input
  const n = arm.rows.length
  const right = countRight(arm)
  const at = (more: number) =>
    underAnswers(
      decided,
      arms.map((one) => (one === arm ? withMoreRight(one, more) : one)),
    )
  const found = fewestMore(Math.min(n - right, Math.floor(mostGain * n)), (more) => {
    const outcome = at(more)
    return isSameOutcome(outcome, now) ? undefined : outcome
  })
  if (found === undefined) return []
  const { more, outcome } = found
  const other = outcome.chosen === now.chosen ? '' : insteadWords(now)
  return [
    {
      change: 'quality',
      candidate: arm.name,
      from: right / n,
      to: (right + more) / n,
      ...outcomePart(outcome),
      text: `If ${arm.name} were ${pointsWords(more / n)} better (${more} more of ${n} rows right): ${outcomeWords(outcome)}${other}.`,
      figures: [{ candidate: arm.name, figure: 'quality' }],
    },
  ]
}
