import type { Flip } from '../../contracts/advice.ts'
import { drawArmPlans } from '../cost/draw-total-costs.ts'
import { drawTotals } from '../cost/draw-plans.ts'
import type { MoneyPlan } from '../cost/money-model.ts'
import { countWords } from '../words/two-digits.ts'
import { costsMatter } from './costs-matter.ts'
import { aboutWords, insteadWords, outcomePart, outcomeWords, queryCostFigures } from './flip-words.ts'
import { armAtVolume } from './reprice-arm.ts'
import { searchFlip } from './search-flip.ts'
import { isSameOutcome, underCosts, type Decided, type Outcome } from './what-if.ts'

/** The nearest monthly volumes above and below the planned one at which the verdict is another, to a 64th and 64 times. */
export function volumeFlips(decided: Decided, now: Outcome): Flip[] {
  if (!costsMatter(decided)) return []
  const { task } = decided.input
  const from = task.volume.perMonth
  const drawn = drawArmPlans(decided.input.arms, task, decided.input.rules)
  const at = (factor: number) => {
    const totals =
      drawn &&
      drawTotals(
        drawn.model,
        drawn.plans.map((plan) => timesVolume(plan, factor)),
      )
    return underCosts(decided, {
      arm: (arm) => armAtVolume(arm, { from, to: from * factor }),
      totals: (standing) => totals?.get(standing.arm.name),
    })
  }
  const isOther = (outcome: Outcome) => !isSameOutcome(outcome, now)
  return (['up', 'down'] as const).flatMap((direction): Flip[] => {
    const found = searchFlip(at, { direction, isOther })
    if (found === undefined) return []
    const to = from * found.factor
    const where = direction === 'up' ? 'From' : 'Below'
    const on = direction === 'up' ? ' on' : ''
    return [
      {
        change: 'volume',
        from,
        to,
        ...outcomePart(found.outcome),
        text: `${where} about ${aboutWords(to)} answers a month${on} (planned: ${countWords(from)}): ${outcomeWords(found.outcome)}${insteadWords(now)}.`,
        figures: queryCostFigures(decided),
      },
    ]
  })
}

/** The spread of a volume grows with it: a drawn one at so many times the plan is so many times the drawn one. */
function timesVolume({ arms, volume }: MoneyPlan, factor: number): MoneyPlan {
  return { arms, volume: { ...volume, perMonth: volume.perMonth * factor } }
}
