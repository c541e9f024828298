import type { Agent, Dispatcher } from 'undici'
import { connectionFault, timeoutFault, type Phase } from './attempt-fault.ts'
import type { HttpClock } from './http-clock.ts'
import type { HttpTimeouts } from './http-options.ts'
import { stoppedBy } from './stopped.ts'
import { StoppedError } from '../../../errors.ts'

/** Status and headers of an answer; names in lower case. */
export interface Head {
  status: number
  headers: Record<string, string>
}

/** One request as it is put on the wire, and who listens. */
export interface ExchangePlan {
  agent: Agent
  clock: HttpClock
  timeouts: HttpTimeouts
  /** Milliseconds left of the total. */
  leftMs: number
  signal: AbortSignal
  request: Pick<Dispatcher.DispatchOptions, 'origin' | 'path' | 'method' | 'body'> & {
    headers: Record<string, string>
  }
  /** What these throw ends the exchange. */
  onHead(head: Head): void
  onChunk(chunk: Buffer): void
}

/** Milliseconds from sending. */
export interface ExchangeTimes {
  firstByteMs: number
  latencyMs: number
}

/** One request under way. */
export interface Exchange {
  /** @throws AttemptFault, StoppedError, the reason of the signal, what a listener threw */
  readonly done: Promise<ExchangeTimes>
  /** Ends it now; `done` is rejected with this. */
  abort(reason: Error): void
}

/**
 * Sends one request and listens. The handler is given to the pool directly: streams and promises a chunk would double
 * the CPU time of a call.
 */
export function startExchange(plan: ExchangePlan): Exchange {
  const exchange = new WireExchange(plan)
  plan.agent.dispatch({ ...plan.request, headersTimeout: 0, bodyTimeout: 0 }, exchange)
  return exchange
}

class WireExchange implements Exchange, Dispatcher.DispatchHandler {
  readonly done: Promise<ExchangeTimes>
  readonly #plan: ExchangePlan
  readonly #startedMs: number
  readonly #cancelTotal: () => void
  #resolve: (times: ExchangeTimes) => void = () => undefined
  #reject: (reason: unknown) => void = () => undefined
  #controller: Dispatcher.DispatchController | undefined
  #phase: Phase = 'connect'
  #cancelPhase: () => void = () => undefined
  #firstByteMs: number | undefined
  #bytes = 0
  #hasHead = false
  #isSettled = false

  constructor(plan: ExchangePlan) {
    this.#plan = plan
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#startedMs = plan.clock.now()
    const { totalMs } = plan.timeouts
    this.#cancelTotal = plan.clock.after(totalMs, () =>
      this.abort(timeoutFault('total', totalMs, this.#bytes)),
    )
    this.#enter('connect', plan.timeouts.connectMs)
    plan.signal.addEventListener('abort', this.#stop, { once: true })
  }

  abort(reason: unknown): void {
    if (this.#isSettled) return
    this.#settle()
    this.#reject(reason)
    this.#controller?.abort(asError(reason))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // Given up while it waited for its connection: it must not go out now.
    if (this.#isSettled) controller.abort(new StoppedError('Given up before it was sent.'))
    else this.#enter('first-byte', this.#plan.timeouts.firstByteMs)
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#isSettled) return
    this.#hasHead = true
    this.#listen(() => this.#plan.onHead({ status, headers: flat(headers) }))
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled) return
    this.#firstByteMs ??= this.#plan.clock.now() - this.#startedMs
    this.#bytes += chunk.length
    this.#enter('body', this.#plan.timeouts.idleMs)
    this.#listen(() => this.#plan.onChunk(chunk))
  }

  onResponseEnd(): void {
    if (this.#isSettled) return
    this.#settle()
    const latencyMs = this.#plan.clock.now() - this.#startedMs
    this.#resolve({ firstByteMs: this.#firstByteMs ?? latencyMs, latencyMs })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#isSettled) return
    this.#settle()
    const phase = this.#hasHead ? 'body' : this.#phase
    this.#reject(error instanceof StoppedError ? error : connectionFault(phase, error, this.#bytes))
  }

  readonly #stop = (): void => this.abort(stoppedBy(this.#plan.signal))

  #enter(phase: Phase, limitMs: number): void {
    this.#phase = phase
    this.#cancelPhase()
    this.#cancelPhase = this.#plan.clock.after(limitMs, () => {
      this.abort(timeoutFault(phase, limitMs, this.#bytes))
    })
  }

  #listen(tell: () => void): void {
    try {
      tell()
    } catch (reason) {
      this.abort(reason)
    }
  }

  #settle(): void {
    this.#isSettled = true
    this.#cancelPhase()
    this.#cancelTotal()
    this.#plan.signal.removeEventListener('abort', this.#stop)
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The request was stopped.', { cause: reason })
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flattened: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) flattened[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return flattened
}
