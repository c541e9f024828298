import type { Flip } from '../../contracts/advice.ts'
import { groupBy } from '../../stats/group-by.ts'
import type { Arm } from '../arm.ts'
import { drawTotalCosts } from '../cost/draw-total-costs.ts'
import type { PricedStanding } from '../verdict-table.ts'
import { isMovedByCost } from './costs-matter.ts'
import { insteadWords, outcomePart, outcomeWords, timesWords } from './flip-words.ts'
import { armAtPrice } from './reprice-arm.ts'
import { searchFlip } from './search-flip.ts'
import { isSameOutcome, underCosts, type Decided, type Outcome } from './what-if.ts'

/** The nearest prices of each hosted model's tokens, above and below today's, at which the verdict is another. */
export function priceFlips(decided: Decided, now: Outcome): Flip[] {
  const priced = decided.standings
    .filter(isMovedByCost)
    .map(({ arm }) => arm)
    .filter(isPricedByOthers)
  const byPrice = groupBy(priced, (arm) => arm.cost.priceRow ?? arm.name)
  const totals = totalsByPrice(decided, priced)
  return [...byPrice.values()].flatMap((arms) =>
    (['down', 'up'] as const).flatMap((direction) => flipAt(decided, now, { arms, totals, direction })),
  )
}

/** A price that somebody else sets: that of tokens, or of an answer; not that of a machine of one's own. */
function isPricedByOthers({ cost }: Arm): boolean {
  const { perQuery, basis, busyPerQuery } = cost
  if (perQuery === undefined || perQuery.value === 0) return false
  return basis === undefined ? busyPerQuery === undefined : basis.kind === 'tokens'
}

type TotalsByPrice = (standing: PricedStanding, factor: number) => Float64Array | undefined

/** A total is a straight line in the price of its tokens: two of its points say all. */
function totalsByPrice({ input }: Decided, arms: readonly Arm[]): TotalsByPrice {
  const twice = drawTotalCosts(
    arms.map((arm) => armAtPrice(arm, 2)),
    input.task,
    input.rules,
  )
  return ({ arm, totals }, factor) => {
    const dearer = twice.get(arm.name)
    if (dearer === undefined || totals === undefined) return totals
    return totals.map((usd, draw) => usd + (factor - 1) * ((dearer[draw] ?? usd) - usd))
  }
}

function flipAt(
  decided: Decided,
  now: Outcome,
  change: { arms: readonly Arm[]; totals: TotalsByPrice; direction: 'up' | 'down' },
): Flip[] {
  const { arms, totals, direction } = change
  const names = new Set(arms.map(({ name }) => name))
  const [first] = arms
  const from = first?.cost.perQuery?.value
  const found = searchFlip(
    (factor) =>
      underCosts(decided, {
        arm: (arm) => (names.has(arm.name) ? armAtPrice(arm, factor) : arm),
        totals: (standing) => (names.has(standing.arm.name) ? totals(standing, factor) : standing.totals),
      }),
    { direction, isOther: (outcome) => !isSameOutcome(outcome, now) },
  )
  if (found === undefined || first === undefined || from === undefined) return []
  const to = from * found.factor
  return [
    {
      change: 'price',
      candidate: first.name,
      from,
      to,
      ...outcomePart(found.outcome),
      text: `If ${subject(first)} cost ${timesWords(found.factor)} (${perAnswer(to)} an answer of ${first.name} instead of ${perAnswer(from)}): ${outcomeWords(found.outcome)}${insteadWords(now)}.`,
      figures: arms.map(({ name }) => ({ candidate: name, figure: 'costPerQueryUsd' })),
    },
  ]
}

/** To three digits: prices that flip a verdict may be near to each other. */
function perAnswer(usd: number): string {
  return `${Number(usd.toPrecision(3))} USD`
}

/** A price row begins with the model's name. */
function subject({ name, cost }: Arm): string {
  const [model] = cost.priceRow?.split(': ') ?? []
  return model === undefined ? `answers of ${name}` : `tokens of ${model}`
}
