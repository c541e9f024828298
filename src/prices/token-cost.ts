import type { Usage } from '../contracts/prediction.ts'
import type { TaskFile } from '../contracts/task.ts'
import { meanInterval } from './mean-interval.ts'
import type { CostInterval } from './query-cost.ts'
import { usageCost } from './usage-cost.ts'

/** Mean USD a query at a token price, with the interval of the mean. */
export function tokenCost(usages: readonly Usage[], price: TaskFile['prices'][string]): CostInterval {
  return meanInterval(usages.map((usage) => usageCost(usage, price)))
}
