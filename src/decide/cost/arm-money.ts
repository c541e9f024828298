import { hoursPerMonth, machinesFor } from '../../prices/machine-cost.ts'
import { promptCacheShare } from '../../prices/prompt-cache-share.ts'

/** How a query is charged once every figure has a value. */
export type UnitPrice =
  /** So much a query, whatever the volume. */
  | { kind: 'flat'; usd: number }
  /** Tokens, of which the prompt's beginning is cheaper when the vendor still has it. */
  | { kind: 'cached'; missUsd: number; hitUsd: number; ttlSeconds?: number }
  /** Machines that are on all month: as many as the peak asks for. */
  | { kind: 'machines'; serviceSeconds: number; usdPerHour: number }

/** What one arm costs once every figure has a value, in USD. */
export interface ArmMoney {
  upFrontUsd: number
  /** Whatever the volume: hosting, upkeep, a twelfth of a year's retraining. */
  perMonthUsd: number
  unit: UnitPrice
  /** The share of queries that are passed on, and what one costs there. */
  fallback?: { share: number; unit: UnitPrice }
  /** Share of right answers, where it is known. */
  accuracy?: number
  /** Of every query besides: what its wrong answers cost. */
  extraPerQueryUsd?: number
  /** By how much prices of queries fall a year; machines' do not. */
  declinePerYear?: number
}

/** Running cost of a month with so many queries; `month` counts from 0 and matters where prices fall. */
export function queriesUsd(arm: ArmMoney, queries: number, month = 0): number {
  const { extraPerQueryUsd = 0 } = arm
  return answersUsd(arm, queries, month) + queries * extraPerQueryUsd
}

/** The same without what wrong answers cost. */
export function answersUsd(arm: ArmMoney, queries: number, month = 0): number {
  const { unit, fallback, declinePerYear = 0 } = arm
  const decline = declinePerYear === 0 ? 1 : (1 - declinePerYear) ** (month / 12)
  const own = unitUsd(unit, queries, decline)
  return fallback === undefined ? own : own + unitUsd(fallback.unit, queries * fallback.share, decline)
}

/** Whether twice the queries cost twice as much, at any volume. */
export function isProportional({ unit, fallback }: ArmMoney): boolean {
  return unit.kind === 'flat' && (fallback === undefined || fallback.unit.kind === 'flat')
}

function unitUsd(unit: UnitPrice, queries: number, decline: number): number {
  if (unit.kind === 'machines')
    return machinesFor(unit.serviceSeconds, queries) * hoursPerMonth * unit.usdPerHour
  return queries * tokenUsd(unit, queries) * decline
}

function tokenUsd(unit: Exclude<UnitPrice, { kind: 'machines' }>, perMonth: number): number {
  if (unit.kind === 'flat') return unit.usd
  const { missUsd, hitUsd, ttlSeconds } = unit
  const share = promptCacheShare({ perMonth, ...(ttlSeconds === undefined ? {} : { ttlSeconds }) })
  return hitUsd * share + missUsd * (1 - share)
}
