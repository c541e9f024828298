import type { HttpAnswer, HttpGetRequest, HttpRequest, SseEvent } from './http-messages.ts'
import { httpSettings, type HttpClientOptions } from './http-options.ts'

export type {
  HttpAnswer,
  HttpAnswerFacts,
  HttpAttempt,
  HttpGetRequest,
  HttpRequest,
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
  /** Ends every connection; calls in flight end with StoppedError. */
  close(): Promise<void>
}

/** Makes a client. */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  httpSettings(options)
  throw new Error('Not built yet.')
}
