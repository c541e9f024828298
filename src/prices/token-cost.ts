import type { Usage } from '../contracts/prediction.ts'
import type { TaskFile } from '../contracts/task.ts'
import { meanInterval } from './mean-interval.ts'
import type { CostInterval } from './query-cost.ts'

type TokenPrice = TaskFile['prices'][string]

/** Mean USD a query at a token price. Cached input is charged at its own price where there is one. */
export function tokenCost(usages: readonly Usage[], price: TokenPrice): CostInterval {
  return meanInterval(usages.map((usage) => usdOf(usage, price)))
}

function usdOf(usage: Usage, price: TokenPrice): number {
  const cached = price.cachedInputPerMillionUsd === undefined ? 0 : (usage.cachedInputTokens ?? 0)
  const input = (usage.inputTokens - cached) * price.inputPerMillionUsd
  const fromCache = cached * (price.cachedInputPerMillionUsd ?? 0)
  const output = (usage.outputTokens + (usage.reasoningTokens ?? 0)) * price.outputPerMillionUsd
  return (input + fromCache + output) / 1e6
}
