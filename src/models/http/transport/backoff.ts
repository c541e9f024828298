const baseMs = 500
const capMs = 30_000

/**
 * Wait before the retry after this failed attempt (from 1): uniform between 0 and `min(30 s, 0.5 s × 2^(attempt-1))`.
 * Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (attempt - 1))
}

/**
 * A wait that a server asked for, and up to a tenth more: calls that were refused together shall not come back together.
 */
export function spreadMs(statedMs: number, random: () => number): number {
  return statedMs + random() * Math.min(1000, Math.max(50, statedMs / 10))
}

/** The longest wait that the reset of a limit may cause: it says when all is there again, a part suffices. */
export const longestResetMs = capMs
