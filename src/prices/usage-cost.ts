import type { Usage } from '../contracts/prediction.ts'

interface Rates {
  inputPerMillionUsd: number
  outputPerMillionUsd: number
  cachedInputPerMillionUsd?: number | undefined
}

/**
 * USD of one request. Cached input is charged at its own price where there is one; reasoning tokens are output that
 * `outputTokens` does not count.
 */
export function usageCost(usage: Usage, price: Rates): number {
  const cached = price.cachedInputPerMillionUsd === undefined ? 0 : (usage.cachedInputTokens ?? 0)
  const input = (usage.inputTokens - cached) * price.inputPerMillionUsd
  const fromCache = cached * (price.cachedInputPerMillionUsd ?? 0)
  const output = (usage.outputTokens + (usage.reasoningTokens ?? 0)) * price.outputPerMillionUsd
  return (input + fromCache + output) / 1e6
}
