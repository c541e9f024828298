import type { Family } from '../../contracts/candidate.ts'
import type { Task } from '../../contracts/task.ts'
import type { CostInterval } from '../../prices/query-cost.ts'
import type { ArmCost } from './arm-cost.ts'

/** What the task says of money. `defaults` are its keys that were absent. */
export type MoneyTask = Pick<Task, 'costs' | 'volume'> & Partial<Pick<Task, 'team' | 'defaults'>>

/** A candidate as money sees it: its price is known. */
export interface PricedArm {
  name: string
  kind: string
  family: Family
  cost: ArmCost & { perQuery: CostInterval }
  /** The share of right answers, its draws from the same resampled rows for all arms; absent where the metric is no rate. */
  accuracy?: CostInterval & { draws: Float64Array }
}
