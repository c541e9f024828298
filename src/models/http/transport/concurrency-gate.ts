import type { HttpClock } from './http-clock.ts'
import { clientClosed, stoppedBy } from './stopped.ts'

/** How a request ended, for the number of requests that may be in flight. */
export type SlotOutcome = 'answered' | 'busy' | 'failed'

/** The right to have one request in flight; a second `release` does nothing. */
export interface Slot {
  release(outcome: SlotOutcome): void
}

/** Lets requests through. One gate a client. */
export interface ConcurrencyGate {
  /** @throws StoppedError or the reason of `signal`, at once when it fires. Retries go before first attempts. */
  acquire(signal: AbortSignal, isRetry: boolean): Promise<Slot>
  /** Nobody goes through for this long: the server asked for it. */
  pause(ms: number): void
  /** Requests that may be in flight now. */
  limit(): number
  /** Sends everybody away. */
  close(): void
}

interface Waiter {
  signal: AbortSignal
  admit: (slot: Slot) => void
  refuse: (reason: Error) => void
}

/**
 * Additive increase, multiplicative decrease: a busy answer (429, 503, 529) halves the number of requests in flight,
 * every full round of answers adds one, up to `most`. Requests that were under way when it was halved say nothing new.
 */
export function createConcurrencyGate(most: number, clock: HttpClock): ConcurrencyGate {
  return new Gate(most, clock)
}

class Gate implements ConcurrencyGate {
  readonly #most: number
  readonly #clock: HttpClock
  readonly #waiting: Waiter[] = []
  #limit: number
  #inFlight = 0
  #answered = 0
  #sent = 0
  #halvedAt = 0
  #pausedUntil = 0
  #isClosed = false
  #cancelWake: () => void = () => undefined

  constructor(most: number, clock: HttpClock) {
    this.#most = most
    this.#limit = most
    this.#clock = clock
  }

  acquire(signal: AbortSignal, isRetry: boolean): Promise<Slot> {
    if (signal.aborted) return Promise.reject(stoppedBy(signal))
    if (this.#isClosed) return Promise.reject(clientClosed())
    if (this.#waiting.length === 0 && this.#isOpen()) return Promise.resolve(this.#open())
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(stoppedBy(signal))
      }
      const waiter: Waiter = {
        signal,
        admit: (slot) => {
          signal.removeEventListener('abort', stop)
          resolve(slot)
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', stop)
          reject(reason)
        },
      }
      signal.addEventListener('abort', stop, { once: true })
      if (isRetry) this.#waiting.unshift(waiter)
      else this.#waiting.push(waiter)
    })
  }

  pause(ms: number): void {
    const until = this.#clock.now() + ms
    if (until <= this.#pausedUntil) return
    this.#pausedUntil = until
    this.#wakeAfter(ms)
  }

  limit(): number {
    return this.#limit
  }

  close(): void {
    this.#isClosed = true
    this.#cancelWake()
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(clientClosed())
  }

  #wakeAfter(ms: number): void {
    this.#cancelWake()
    this.#cancelWake = this.#clock.after(ms, () => {
      const leftMs = this.#pausedUntil - this.#clock.now()
      // Timers may fire a little early.
      if (leftMs > 0) this.#wakeAfter(Math.ceil(leftMs))
      else this.#admitWaiting()
    })
  }

  #isOpen(): boolean {
    return this.#inFlight < this.#limit && this.#clock.now() >= this.#pausedUntil
  }

  #open(): Slot {
    const number = ++this.#sent
    let isReleased = false
    this.#inFlight++
    return {
      release: (outcome) => {
        if (isReleased) return
        isReleased = true
        this.#inFlight--
        this.#learn(outcome, number)
        this.#admitWaiting()
      },
    }
  }

  #learn(outcome: SlotOutcome, number: number): void {
    if (outcome === 'busy' && number > this.#halvedAt) {
      this.#limit = Math.max(1, Math.floor(this.#limit / 2))
      this.#halvedAt = this.#sent
      this.#answered = 0
    }
    if (outcome !== 'answered' || ++this.#answered < this.#limit) return
    this.#limit = Math.min(this.#most, this.#limit + 1)
    this.#answered = 0
  }

  #admitWaiting(): void {
    while (this.#isOpen()) {
      const waiter = this.#waiting.shift()
      if (waiter === undefined) return
      waiter.admit(this.#open())
    }
  }
}
