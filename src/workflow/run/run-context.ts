import type { FitContext } from '../../contracts/method.ts'
import type { ModelPool } from '../../contracts/model.ts'
import type { Task } from '../../contracts/task.ts'
import type { Trainer } from '../../contracts/trainer.ts'
import type { Store } from '../../store/open-store.ts'
import type { SearchBudget } from './search-budget.ts'
import type { RunEvents } from './run-events.ts'

/** What every step of a run has at hand. */
export interface RunContext {
  task: Task
  store: Store
  pool: ModelPool
  /** The same pool with nothing remembered between requests, for the latency pass. */
  freshPool: ModelPool
  events: RunEvents
  signal: AbortSignal
  searchBudget: SearchBudget
  /** Absent where its engine is not installed. */
  trainer?: Trainer | undefined
  /** Whether examples may be sent to a vendor; absent: they may not. */
  mayUpload?: FitContext['mayUpload']
}

/** What opening a candidate needs of a run. */
export type OpenRun = Omit<RunContext, 'freshPool' | 'searchBudget' | 'trainer' | 'mayUpload'>
