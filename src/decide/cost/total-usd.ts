import { queriesUsd, type ArmMoney } from './arm-money.ts'

/** Queries of the first month, and how they grow. */
export interface MonthlyVolume {
  perMonth: number
  growthPerMonth: number
}

/** Total cost of so many months in USD: up-front, monthly and running. The first month's volume is ungrown. */
export function totalUsd(arm: ArmMoney, volume: MonthlyVolume, months: number): number {
  const isLevel = volume.growthPerMonth === 0 && (arm.declinePerYear ?? 0) === 0
  if (isLevel) return arm.upFrontUsd + months * (arm.perMonthUsd + queriesUsd(arm, volume.perMonth))
  let total = arm.upFrontUsd
  let queries = volume.perMonth
  for (let month = 0; month < months; month += 1) {
    total += arm.perMonthUsd + queriesUsd(arm, queries, month)
    queries *= 1 + volume.growthPerMonth
  }
  return total
}

/** A year once everything is in place: no up-front cost, the first month's volume and prices. */
export function steadyYearUsd(arm: ArmMoney, perMonth: number): number {
  return 12 * (arm.perMonthUsd + queriesUsd(arm, perMonth))
}

/** Queries over so many months. */
export function totalQueries(volume: MonthlyVolume, months: number): number {
  let total = 0
  for (let month = 0; month < months; month += 1) total += queriesOf(volume, month)
  return total
}

/** Queries of a month, counted from 0. */
export function queriesOf({ perMonth, growthPerMonth }: MonthlyVolume, month: number): number {
  return perMonth * (1 + growthPerMonth) ** month
}
