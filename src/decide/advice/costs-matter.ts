import type { Standing } from '../eligibility.ts'
import type { Decided } from './what-if.ts'

/** Whether money can move the verdict at all: something is eligible, or what an answer costs is what stands in the way. */
export function costsMatter({ standings }: Pick<Decided, 'standings'>): boolean {
  return standings.some((standing) => standing.state === 'eligible' || isHeldUpByCost(standing))
}

function isHeldUpByCost({ clauses }: Standing): boolean {
  return clauses.includes('costPerQueryUsd')
}
