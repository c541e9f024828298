/** US dollars with a two-sided 95 % interval. */
export interface CostInterval {
  value: number
  low: number
  high: number
}

/** What one query costs, as far as it is known. */
export interface QueryCost {
  /** Absent when a price is unknown; `unknown` says which and how to add it. */
  perQuery?: CostInterval
  /** Busy compute alone, for a machine that is there anyway. */
  busyPerQuery?: number
  unknown?: string
  /** The row of token prices that was used, in words. */
  priceRow?: string
  tokensPerQuery?: { input: number; output: number }
}
