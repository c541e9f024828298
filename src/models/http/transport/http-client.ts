import { Agent } from 'undici'
import { ProviderError } from '../../../errors.ts'
import { ask } from './ask.ts'
import type { HttpRefusal } from './attempt-fault.ts'
import { createConcurrencyGate } from './concurrency-gate.ts'
import type { HttpAnswer, HttpGetRequest, HttpRequest, HttpUploadRequest, SseEvent } from './http-messages.ts'
import { httpSettings, type HttpClientOptions } from './http-options.ts'
import { createRetryBudget } from './retry-budget.ts'
import { clientClosed } from './stopped.ts'
import { stream } from './stream.ts'
import type { Wire } from './wire.ts'

export type { HttpRefusal } from './attempt-fault.ts'
export type {
  HttpAnswer,
  HttpAnswerFacts,
  HttpAttempt,
  HttpGetRequest,
  HttpRequest,
  HttpUploadRequest,
  SseEvent,
} from './http-messages.ts'
export type { HttpClientOptions } from './http-options.ts'

/** Talks JSON to servers, one pool of connections an origin. Shares slots, pauses and retries among all its calls. */
export interface HttpClient {
  /** POSTs JSON; retries what may be retried. @throws ProviderError, StoppedError */
  post(request: HttpRequest): Promise<HttpAnswer>
  /**
   * POSTs and yields each server-sent event; retried only before the first. Ends at `[DONE]` or at the end of the
   * body: `isDone` on the last event, whose data is empty, says which.
   *
   * @throws ProviderError also when the stream is cut, StoppedError
   */
  stream(request: HttpRequest): AsyncIterable<SseEvent>
  /** GETs JSON; retried as `post`. @throws ProviderError, StoppedError */
  get(request: HttpGetRequest): Promise<HttpAnswer>
  /** POSTs a form with a file and gives the JSON of the answer; retried as `post`. @throws ProviderError, StoppedError */
  upload(request: HttpUploadRequest): Promise<HttpAnswer>
  /** Ends every connection; calls in flight end with StoppedError. */
  close(): Promise<void>
}

/**
 * Makes a client. The body of an answer is never decompressed (none is asked for), redirects are never followed, and no
 * message holds one of `secrets`.
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const settings = httpSettings(options)
  const closing = new AbortController()
  const wire: Wire = {
    settings,
    agent: new Agent({
      // As many as slots: a connection is free again a turn of the event loop after its answer, and is waited for.
      connections: settings.concurrency,
      connect: { timeout: settings.timeouts.connectMs },
      keepAliveTimeout: 30_000,
    }),
    gate: createConcurrencyGate(settings.concurrency, settings.clock),
    budget: createRetryBudget(settings.retryBudget),
    closing: closing.signal,
  }
  return {
    post: (request) => ask(wire, request),
    get: (request) => ask(wire, request),
    upload: (request) => ask(wire, request),
    stream: (request) => stream(wire, request),
    async close() {
      closing.abort()
      wire.gate.close()
      await wire.agent.destroy(clientClosed())
    },
  }
}

/** What the server answered, where that is why the request failed: for protocols that know how to go on. */
export function refusalOf(error: unknown): HttpRefusal | undefined {
  if (!(error instanceof ProviderError)) return undefined
  const { cause } = error
  const isRefusal = typeof cause === 'object' && cause !== null && 'status' in cause && 'body' in cause
  return isRefusal ? (cause as HttpRefusal) : undefined
}
