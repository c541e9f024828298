import { hoursPerMonth } from './machine-cost.ts'

/** Vendors keep a prompt's beginning for about five minutes after its last use. */
const cacheSeconds = 300

/**
 * Share of queries that find the prompt's beginning in the vendor's cache, when they come at random at a month's rate:
 * 1 − exp(−rate × time it is kept) (decision.md §10). A burst of test rows shows nearly 1 and says nothing about it.
 */
export function promptCacheShare({
  perMonth,
  ttlSeconds = cacheSeconds,
}: {
  perMonth: number
  ttlSeconds?: number
}): number {
  return 1 - Math.exp((-perMonth / (hoursPerMonth * 3600)) * ttlSeconds)
}
