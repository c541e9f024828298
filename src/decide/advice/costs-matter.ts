import type { Standing } from '../eligibility.ts'
import type { Decided } from './what-if.ts'

/** Whether money can move the verdict at all. */
export function costsMatter({ standings }: Pick<Decided, 'standings'>): boolean {
  return standings.some(isMovedByCost)
}

/** Whether what it costs decides about a finalist: it is eligible, or the cost of an answer is what stands in its way. */
export function isMovedByCost({ state, clauses }: Standing): boolean {
  return state === 'eligible' || clauses.includes('costPerQueryUsd')
}
