import type { MeanTokens } from '../contracts/mean-tokens.ts'

/** US dollars, or another figure, with a two-sided 95 % interval. */
export interface CostInterval {
  value: number
  low: number
  high: number
}

/** What a query's cost follows from, where it depends on how many there are. */
export type CostBasis =
  /** Own machines: seconds that a query keeps one busy. */
  | { kind: 'machines'; serviceSeconds: CostInterval; usdPerHour: number }
  /** Token prices: USD of a query whose prompt is not in the vendor's cache, and what it saves when it is. */
  | { kind: 'tokens'; missUsd: CostInterval; savedUsd: number }

/** What one query costs, as far as it is known. */
export interface QueryCost {
  /** Absent when a price is unknown; `unknown` says which and how to add it. */
  perQuery?: CostInterval
  /** Absent where a query costs the same at any volume. */
  basis?: CostBasis
  /** Busy compute alone, for a machine that is there anyway. */
  busyPerQuery?: number
  unknown?: string
  /** The row of token prices that was used, in words. */
  priceRow?: string
  tokensPerQuery?: MeanTokens
}
