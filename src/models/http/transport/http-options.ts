import { systemClock, type HttpClock } from './http-clock.ts'

/** Milliseconds after which a request is given up. */
export interface HttpTimeouts {
  /** Until the connection stands, TLS included. */
  connectMs: number
  /** From then to the first byte of the body: a model that answers in one piece thinks in this time. */
  firstByteMs: number
  /** Between two pieces of the body. */
  idleMs: number
  /** The whole call, attempts and the waits between them included; waiting for the first slot is not. */
  totalMs: number
}

/** How many requests may be retries: at most `floor + share × requests` in the life of a client. */
export interface RetryBudgetOptions {
  /** 0.2 = one retry for five requests. */
  share: number
  floor: number
}

/** What a client is made of; everything has a default that suits language models. */
export interface HttpClientOptions {
  timeouts?: Partial<HttpTimeouts>
  /** Retries of one call. */
  maxRetries?: number
  /** Requests in flight at most; fewer while the server says it is busy. */
  concurrency?: number
  maxBodyBytes?: number
  retryBudget?: Partial<RetryBudgetOptions>
  /** A server that asks for a longer wait is not waited for: the call fails and says so. */
  maxWaitMs?: number
  /** Values that no error message may contain, whoever wrote them into it. */
  secrets?: readonly string[]
  clock?: HttpClock
  /** Uniform in [0, 1), for the jitter of waits. */
  random?: () => number
}

/** `HttpClientOptions` with every choice made. */
export interface HttpSettings {
  timeouts: HttpTimeouts
  maxRetries: number
  concurrency: number
  maxBodyBytes: number
  retryBudget: RetryBudgetOptions
  maxWaitMs: number
  secrets: readonly string[]
  clock: HttpClock
  random: () => number
}

/** Fills in the defaults. */
export function httpSettings(options: HttpClientOptions): HttpSettings {
  return {
    maxRetries: options.maxRetries ?? 4,
    concurrency: options.concurrency ?? 8,
    maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
    maxWaitMs: options.maxWaitMs ?? 120_000,
    secrets: options.secrets ?? [],
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeouts: { ...defaultTimeouts, ...options.timeouts },
    retryBudget: { share: 0.2, floor: 10, ...options.retryBudget },
  }
}

const defaultTimeouts: HttpTimeouts = {
  connectMs: 10_000,
  firstByteMs: 120_000,
  idleMs: 60_000,
  totalMs: 600_000,
}
