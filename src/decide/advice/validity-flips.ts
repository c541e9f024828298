import type { Flip } from '../../contracts/advice.ts'
import type { Arm } from '../arm.ts'
import { countUsable, validityCriterion } from '../criteria/validity.ts'
import { withMoreUsable } from './change-answers.ts'
import { fewestMore } from './fewest-more.ts'
import { insteadWords, outcomePart, outcomeWords } from './flip-words.ts'
import { isSameOutcome, underAnswers, type Decided, type Outcome } from './what-if.ts'

/**
 * For each finalist that the form of its answers stands in the way of: the fewest answers more in the asked form, none of them
 * right for it, that make the verdict another.
 */
export function validityFlips(decided: Decided, now: Outcome): Flip[] {
  return decided.standings
    .filter(({ arm, clauses }) => arm.name !== now.chosen && clauses.includes(validityCriterion))
    .flatMap(({ arm }) => flipOf(decided, now, arm))
}

function flipOf(decided: Decided, now: Outcome, arm: Arm): Flip[] {
  const { usable, rows: n } = countUsable(arm.rows)
  const found = fewestMore(n - usable, (more) => {
    const arms = decided.input.arms.map((one) => (one === arm ? withMoreUsable(one, more) : one))
    const outcome = underAnswers(decided, arms)
    return isSameOutcome(outcome, now) ? undefined : outcome
  })
  if (found === undefined) return []
  const { more, outcome } = found
  return [
    {
      change: 'validity',
      candidate: arm.name,
      from: usable / n,
      to: (usable + more) / n,
      ...outcomePart(outcome),
      text: `If ${more} more of ${arm.name}'s ${n} answers had the asked form: ${outcomeWords(outcome)}${insteadWords(now)}.`,
      figures: [{ candidate: arm.name, figure: 'meets', criterion: validityCriterion }],
    },
  ]
}
