import type { QueryCost } from '../../prices/query-cost.ts'

/** What an arm costs, as far as it was measured. Labour is left out until it is asked for (docs/decide.md). */
export interface ArmCost extends QueryCost {
  /** Fitting, on this machine or billed. */
  upFrontUsd: number
  fitSeconds: number
}
