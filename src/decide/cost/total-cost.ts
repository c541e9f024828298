import { normalQuantile } from '../../stats/normal-quantile.ts'
import { randomSource } from '../../stats/random-source.ts'
import type { ArmCost } from './arm-cost.ts'

/** Monthly queries now, their growth, and the months looked ahead. */
export interface Volume {
  perMonth: number
  growthPerMonth: number
  horizonMonths: number
}

const draws = 2000
/** Log-normal spread of the volume: most months land within about 20 % of the plan. */
const volumeSpread = 0.2
const z95 = 1.96

/**
 * Total cost over the horizon in USD, drawn under common volumes: draw i of two arms shares its volume, so that the arms
 * differ by their own uncertainty only. The first month's volume is ungrown (decision.md §10).
 *
 * @returns 2,000 draws, or undefined when the unit cost is unknown.
 */
export function drawTotalCost(
  cost: ArmCost,
  options: { volume: Volume; seed: number },
): Float64Array | undefined {
  const { perQuery, upFrontUsd } = cost
  if (perQuery === undefined) return undefined
  const common = randomSource(options.seed)
  const queries = totalQueries(options.volume)
  const spread = (perQuery.high - perQuery.low) / 2 / z95
  return Float64Array.from({ length: draws }, () => {
    const volume = queries * Math.exp(volumeSpread * gaussian(common.next()))
    const unit = Math.max(0, perQuery.value + spread * gaussian(common.next()))
    return upFrontUsd + volume * unit
  })
}

/** Queries over the horizon. */
export function totalQueries({ perMonth, growthPerMonth, horizonMonths }: Volume): number {
  let total = 0
  for (let month = 0; month < horizonMonths; month++) total += perMonth * (1 + growthPerMonth) ** month
  return total
}

/** A difference below 1 % of a total is a tie: seconds of fitting must not decide a choice of years. */
const material = 0.99

/** Share of common draws in which the first arm's total is lower by more than 1 %. Ties count for neither. */
export function shareCheaper(a: Float64Array, b: Float64Array): number {
  let cheaper = 0
  for (const [index, total] of a.entries()) if (total < (b[index] ?? 0) * material) cheaper += 1
  return cheaper / a.length
}

/** The middle of the draws. */
export function medianOf(values: Float64Array): number {
  return values.toSorted()[Math.floor(values.length / 2)] ?? 0
}

function gaussian(uniform: number): number {
  return normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, uniform)))
}
