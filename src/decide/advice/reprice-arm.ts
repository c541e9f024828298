import { hoursPerMonth, machinesFor } from '../../prices/machine-cost.ts'
import { promptCacheShare } from '../../prices/prompt-cache-share.ts'
import type { CostInterval } from '../../prices/query-cost.ts'
import type { Arm } from '../arm.ts'
import type { ArmCost } from '../cost/arm-cost.ts'
import { judgeQueryCost } from '../criteria/hard-criteria.ts'

/**
 * The arm at another volume: machines of its own are shared by more answers or fewer, and a vendor has the prompt in its
 * cache more often or less. What costs the same at any volume stays.
 */
export function armAtVolume(arm: Arm, { from, to }: { from: number; to: number }): Arm {
  const { basis, perQuery } = arm.cost
  if (basis === undefined || perQuery === undefined) return arm
  if (basis.kind === 'machines') {
    const own = (seconds: number) => (machinesFor(seconds, to) * hoursPerMonth * basis.usdPerHour) / to
    return withCost(arm, { ...arm.cost, perQuery: mapped(basis.serviceSeconds, own) })
  }
  const cachedMore = promptCacheShare({ perMonth: to }) - promptCacheShare({ perMonth: from })
  const saved = (usd: number) => Math.max(0, usd - cachedMore * basis.savedUsd)
  return withCost(arm, { ...arm.cost, perQuery: mapped(perQuery, saved) })
}

/** The arm with every token, or every answer where no tokens are known, at so many times its price. */
export function armAtPrice(arm: Arm, factor: number): Arm {
  const { basis, perQuery } = arm.cost
  if (perQuery === undefined) return arm
  const times = (usd: number) => usd * factor
  const priced = basis?.kind === 'tokens' ? { basis: timesBasis(basis, times) } : {}
  return withCost(arm, { ...arm.cost, ...priced, perQuery: mapped(perQuery, times) })
}

function timesBasis(
  basis: Extract<NonNullable<ArmCost['basis']>, { kind: 'tokens' }>,
  times: (usd: number) => number,
) {
  return { ...basis, missUsd: mapped(basis.missUsd, times), savedUsd: times(basis.savedUsd) }
}

function withCost(arm: Arm, cost: ArmCost): Arm {
  const hard = arm.hard.map((criterion) =>
    criterion.criterion === 'costPerQueryUsd' ? judgeQueryCost(criterion.target, cost.perQuery) : criterion,
  )
  return { ...arm, cost, hard }
}

function mapped({ value, low, high }: CostInterval, to: (usd: number) => number): CostInterval {
  return { value: to(value), low: to(low), high: to(high) }
}
