import { medianOf } from './cost/total-cost.ts'
import type { PricedStanding } from './verdict-table.ts'

/**
 * What the second would save a year in USD against the first, by the medians of their total cost; `undefined` where a price is
 * unknown or nothing is saved.
 */
export function yearlySavingUsd(
  chosen: PricedStanding,
  cheaper: PricedStanding,
  horizonMonths: number,
): number | undefined {
  if (chosen.totals === undefined || cheaper.totals === undefined) return undefined
  const saving = ((medianOf(chosen.totals) - medianOf(cheaper.totals)) * 12) / horizonMonths
  return saving > 0 ? saving : undefined
}

/**
 * What the choice among arms still in play is worth in USD over the horizon: the most that taking the leader can cost more
 * than another, or save. `undefined` where there is nothing to choose among or a price is unknown.
 */
export function choiceWorthUsd(
  leader: PricedStanding,
  standings: readonly PricedStanding[],
): number | undefined {
  const others = standings.filter((other) => other !== leader && other.state !== 'out')
  const { totals } = leader
  if (totals === undefined || others.length === 0) return undefined
  const worth = others.map((other) =>
    other.totals === undefined ? Number.NaN : Math.abs(medianOf(other.totals) - medianOf(totals)),
  )
  return worth.some(Number.isNaN) ? undefined : Math.max(...worth)
}
