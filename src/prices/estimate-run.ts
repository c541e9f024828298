import type { TokenPrice } from './token-price.ts'
import { usageCost } from './usage-cost.ts'

/** Tokens of one request, from few to many. */
export interface TokenRange {
  low: number
  high: number
}

/** What one hosted model will be asked. */
export interface PlannedRequests {
  modelName: string
  price: TokenPrice | undefined
  requests: TokenRange
  /** Of one request. */
  inputTokens: TokenRange
  outputTokens: TokenRange
}

/** What a run will cost, before its first request. */
export interface RunEstimate {
  lowUsd: number
  highUsd: number
  rows: { modelName: string; lowUsd: number; highUsd: number; price: TokenPrice }[]
  /** Models nobody has a price for; they are in no sum. */
  unpriced: string[]
}

/** Requests × tokens × price, without the help of a prompt cache. */
export function estimateRun(planned: readonly PlannedRequests[]): RunEstimate {
  const rows = planned.flatMap((plan) =>
    plan.price === undefined ? [] : [{ ...costOf(plan, plan.price), price: plan.price }],
  )
  return {
    lowUsd: rows.reduce((sum, { lowUsd }) => sum + lowUsd, 0),
    highUsd: rows.reduce((sum, { highUsd }) => sum + highUsd, 0),
    rows,
    unpriced: planned.flatMap(({ modelName, price }) => (price === undefined ? [modelName] : [])),
  }
}

function costOf({ modelName, requests, inputTokens, outputTokens }: PlannedRequests, price: TokenPrice) {
  const usd = (end: 'low' | 'high') =>
    requests[end] *
    usageCost({ inputTokens: inputTokens[end], outputTokens: outputTokens[end], source: 'estimated' }, price)
  return { modelName, lowUsd: usd('low'), highUsd: usd('high') }
}
