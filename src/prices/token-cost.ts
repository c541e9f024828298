import type { Usage } from '../contracts/prediction.ts'
import type { TaskFile } from '../contracts/task.ts'
import { meanInterval } from './mean-interval.ts'
import { promptCacheShare } from './prompt-cache-share.ts'
import type { CostBasis, CostInterval } from './query-cost.ts'
import { usageCost } from './usage-cost.ts'

type Price = TaskFile['prices'][string]

/**
 * Mean USD of a query at a token price and a month's rate, with the interval of the mean. How often the prompt's beginning is
 * in the vendor's cache follows from the rate; the measured requests came in a burst and say only how long that beginning is.
 */
export function tokenCost(
  usages: readonly Usage[],
  price: Price,
  { perMonth }: { perMonth: number },
): { perQuery: CostInterval; basis: CostBasis } {
  const typical = typicalCached(usages)
  const share = promptCacheShare({ perMonth })
  const costs = usages.map((usage) => {
    const missUsd = usageCost({ ...usage, cachedInputTokens: 0 }, price)
    const savedUsd = missUsd - usageCost({ ...usage, cachedInputTokens: cacheable(usage, typical) }, price)
    return { missUsd, savedUsd }
  })
  const saved = costs.reduce((sum, { savedUsd }) => sum + savedUsd, 0)
  return {
    perQuery: meanInterval(costs.map(({ missUsd, savedUsd }) => missUsd - share * savedUsd)),
    basis: {
      kind: 'tokens',
      missUsd: meanInterval(costs.map(({ missUsd }) => missUsd)),
      savedUsd: saved / Math.max(1, costs.length),
    },
  }
}

/** Tokens that are in the cache when the prompt's beginning is: what was read from it, else what others read. */
function cacheable({ inputTokens, cachedInputTokens = 0 }: Usage, typical: number): number {
  return cachedInputTokens > 0 ? cachedInputTokens : Math.min(typical, inputTokens)
}

/** The middle of the cached tokens among requests that found any; 0 where none did: no saving is claimed then. */
function typicalCached(usages: readonly Usage[]): number {
  const found = usages
    .flatMap(({ cachedInputTokens = 0 }) => (cachedInputTokens > 0 ? [cachedInputTokens] : []))
    .toSorted((a, b) => a - b)
  return found[Math.floor(found.length / 2)] ?? 0
}
