import type { RetryBudgetOptions } from './http-options.ts'

/** Counts requests and retries of one client. */
export interface RetryBudget {
  countRequest(): void
  /** Takes one retry, or says that none is left. */
  take(): boolean
  /** "12 of 60 requests", for messages. */
  used(): string
}

/**
 * At most `floor + share × requests` retries: a server that is down is not asked five times for every row, as calls
 * that retry on their own would.
 */
export function createRetryBudget({ share, floor }: RetryBudgetOptions): RetryBudget {
  let requests = 0
  let retries = 0
  return {
    countRequest() {
      requests++
    },
    take() {
      if (retries + 1 > floor + share * requests) return false
      retries++
      return true
    },
    used: () => `${retries} retries for ${requests} requests`,
  }
}
