import { StoppedError } from '../../../errors.ts'
import { isRefused, type AttemptLimits } from './ask.ts'
import { cutFault, wrongContentFault } from './attempt-fault.ts'
import { BodyText } from './body-text.ts'
import { startExchange, type Exchange, type ExchangeTimes, type Head } from './exchange.ts'
import type { HttpClock } from './http-clock.ts'
import { redactSecrets } from './redact-secrets.ts'
import { SseFeed } from './sse-feed.ts'
import type { ParsedEvent } from './sse-parser.ts'
import { stoppedBy } from './stopped.ts'
import { statusFault } from './status-fault.ts'
import type { PreparedRequest, Wire } from './wire.ts'

/** A stream whose first event has come. */
export interface OpenStream {
  head: Head
  first: ParsedEvent
  /** The next event; undefined at the end. @throws AttemptFault when it is cut, StoppedError */
  next(): Promise<ParsedEvent | undefined>
  isDone(): boolean
  times(): ExchangeTimes
  /** Ends the connection unless the answer is whole. */
  leave(): void
}

/** Sends a request once and waits for its first event. @throws AttemptFault, StoppedError or the reason of the signal */
export async function openStream(
  wire: Wire,
  request: PreparedRequest,
  limits: AttemptLimits,
): Promise<OpenStream> {
  const { clock, secrets } = wire.settings
  const incoming = new Incoming(wire, request, limits)
  await incoming.headed
  const { head, feed } = incoming
  if (head === undefined) throw cutFault('the answer had no status')
  if (!incoming.isEvents) {
    await incoming.done.catch(() => undefined)
    if (limits.signal.aborted) throw stoppedBy(limits.signal)
    const text = incoming.body.text()
    if (isRefused(head)) throw statusFault(head, text, { dateMs: clock.date(), secrets })
    const type = head.headers['content-type'] ?? ''
    throw wrongContentFault(
      `it answered ${head.status} with ${type}, not a stream of events`,
      redactSecrets(text, secrets),
    )
  }
  const first = await feed.next()
  if (first === undefined) throw cutFault('the stream ended without an event')
  return {
    head,
    first,
    next: () => feed.next(),
    isDone: () => feed.isDone,
    times: () => incoming.times(),
    leave: () => incoming.leave(),
  }
}

/** The answer as it comes: events of a stream, or the text of anything else. */
class Incoming {
  readonly feed = new SseFeed()
  readonly body: BodyText
  readonly done: Promise<unknown>
  /** Resolves at the head. @throws what ended the exchange before it */
  readonly headed: Promise<void>
  head: Head | undefined
  isEvents = false
  readonly #exchange: Exchange
  readonly #clock: HttpClock
  readonly #startedMs: number
  #firstByteMs: number | undefined
  #onHead: () => void = () => undefined

  constructor({ agent, settings }: Wire, request: PreparedRequest, { signal, leftMs }: AttemptLimits) {
    const { clock, timeouts, maxBodyBytes } = settings
    this.body = new BodyText(maxBodyBytes)
    this.#clock = clock
    this.#startedMs = clock.now()
    this.#exchange = startExchange({
      agent,
      clock,
      request,
      signal,
      timeouts,
      leftMs,
      onHead: (head) => this.#begin(head),
      onChunk: (chunk) => this.#take(chunk),
    })
    this.done = this.#exchange.done.then(
      () => this.feed.end(),
      (reason: unknown) => {
        this.feed.fail(reason)
        throw reason
      },
    )
    this.headed = new Promise((resolve, reject) => {
      this.#onHead = resolve
      this.done.then(() => resolve(), reject)
    })
  }

  times(): ExchangeTimes {
    const latencyMs = this.#clock.now() - this.#startedMs
    return { firstByteMs: this.#firstByteMs ?? latencyMs, latencyMs }
  }

  leave(): void {
    const abort = () => this.#exchange.abort(new StoppedError('The stream was left before its end.'))
    // After `[DONE]` the end of the body follows at once: waiting for it keeps the connection for the next call.
    if (!this.feed.isDone) abort()
    else this.done.then(this.#clock.after(1000, abort), () => undefined)
  }

  #begin(head: Head): void {
    this.head = head
    this.body.begin(head)
    const type = head.headers['content-type'] ?? 'text/event-stream'
    this.isEvents = !isRefused(head) && type.includes('text/event-stream')
    this.#onHead()
  }

  #take(chunk: Buffer): void {
    this.#firstByteMs ??= this.#clock.now() - this.#startedMs
    if (this.isEvents) {
      this.body.count(chunk.length)
      this.feed.push(chunk)
    } else this.body.push(chunk)
  }
}
