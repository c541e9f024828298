import { ProviderError } from '../../../errors.ts'
import { AttemptFault } from './attempt-fault.ts'
import { backoffMs, longestResetMs, spreadMs } from './backoff.ts'
import type { Slot } from './concurrency-gate.ts'
import type { HttpAttempt } from './http-messages.ts'
import { redactSecrets } from './redact-secrets.ts'
import { clientClosed, stoppedBy } from './stopped.ts'
import type { Wire } from './wire.ts'

/** A call, as its attempts see it. */
export interface RetriedCall<T> {
  /** For messages: "POST https://host/path". */
  title: string
  signal: AbortSignal
  onAttempt?: ((attempt: HttpAttempt) => void) | undefined
  /** False: no attempt follows one that the server may have worked on. */
  isRepeatable?: boolean
  /** One attempt; `leftMs` is what is left of the total. The slot is the attempt's once it returned. */
  attempt(leftMs: number, slot: Slot): Promise<T>
}

/** What came of a call, and what it took. */
export interface Retried<T> {
  value: T
  attempts: number
  /** Failed attempts that may have been charged for. */
  maybeBilled: number
}

/**
 * Tries until an attempt succeeds, or no further one is worth it or allowed. A slot is held for each attempt and given
 * back while waiting for the next.
 *
 * @throws ProviderError when it ends without success, StoppedError or the reason of the signal
 */
export async function withRetries<T>(wire: Wire, call: RetriedCall<T>): Promise<Retried<T>> {
  wire.budget.countRequest()
  let startedMs: number | undefined
  let maybeBilled = 0
  let last: AttemptFault | undefined
  for (let number = 1; ; number++) {
    const slot = await wire.gate.acquire(call.signal, number > 1)
    startedMs ??= wire.settings.clock.now()
    const leftMs = startedMs + wire.settings.timeouts.totalMs - wire.settings.clock.now()
    if (leftMs <= 0 && last !== undefined) {
      slot.release('failed')
      throw overdue(wire, call, { last, attempts: number - 1 })
    }
    try {
      const value = await call.attempt(leftMs, slot)
      return { value, attempts: number, maybeBilled }
    } catch (thrown) {
      if (!(thrown instanceof AttemptFault)) {
        slot.release('failed')
        call.onAttempt?.({ number, fault: 'stopped', mayBeBilled: true })
        throw thrown
      }
      if (thrown.facts.mayBeBilled) maybeBilled++
      last = thrown
      const retryInMs = settle({ wire, call, slot, startedMs, number }, thrown)
      await sleep(wire, call.signal, retryInMs)
    }
  }
}

/** ProviderError of an attempt after which no other follows; `why` says why, where that is not plain. */
export function providerError(title: string, fault: AttemptFault, end: ErrorEnd): ProviderError {
  const { attempts, secrets, why } = end
  const sent = attempts > 1 ? ` Sent ${attempts} times.` : ''
  const reason = why === undefined ? '' : ` Not tried again: ${why}.`
  const { isTransient, hint, refusal } = fault.facts
  return new ProviderError(redactSecrets(`${title}: ${sentence(fault.message)}${sent}${reason}`, secrets), {
    isTransient,
    attempts,
    ...(refusal === undefined ? {} : { status: refusal.status, cause: refusal }),
    ...(hint === undefined ? {} : { hint }),
  })
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** How a call ended without success. */
export interface ErrorEnd {
  attempts: number
  secrets: readonly string[]
  why?: string | undefined
}

/** Its time passed while it waited for a slot: a request that is given up at once could still be charged for. */
function overdue(
  { settings }: Wire,
  { title }: RetriedCall<unknown>,
  { last, attempts }: { last: AttemptFault; attempts: number },
): ProviderError {
  const why = `${settings.timeouts.totalMs / 1000} s in all are over`
  return providerError(title, last, { attempts, secrets: settings.secrets, why })
}

interface FailedAttempt {
  wire: Wire
  call: RetriedCall<unknown>
  slot: Slot
  startedMs: number
  number: number
}

/** Gives the slot back, reports the attempt. @returns milliseconds to the next attempt @throws ProviderError */
function settle(failed: FailedAttempt, fault: AttemptFault): number {
  const { wire, call, slot, number } = failed
  const { facts } = fault
  pauseAll(wire, fault)
  slot.release(facts.outcome ?? 'failed')
  const next = nextStep(failed, fault)
  const record: HttpAttempt = { number, fault: facts.fault, mayBeBilled: facts.mayBeBilled }
  if (facts.refusal !== undefined) record.status = facts.refusal.status
  if (typeof next === 'number') record.retryInMs = next
  call.onAttempt?.(record)
  if (typeof next === 'number') return next
  throw providerError(call.title, fault, {
    attempts: number,
    secrets: wire.settings.secrets,
    why: next.why,
  })
}

/** Where a busy server says how long, nobody asks it before. */
function pauseAll({ gate, settings }: Wire, { facts }: AttemptFault): void {
  const { wait, outcome } = facts
  if (outcome !== 'busy' || wait === undefined || !wait.isFirm || wait.ms > settings.maxWaitMs) return
  gate.pause(wait.ms)
}

function nextStep(failed: FailedAttempt, fault: AttemptFault): number | { why?: string } {
  const { wire, call, number, startedMs } = failed
  const { settings, budget } = wire
  const { isTransient, wait } = fault.facts
  if (!isTransient || fault.facts.isLast === true || number > settings.maxRetries) return {}
  if (call.isRepeatable === false && fault.facts.mayBeBilled)
    return { why: 'the server may have worked on it, and it must not be done twice' }
  if (wait?.isFirm === true && wait.ms > settings.maxWaitMs) {
    return { why: `it asks to wait ${wait.ms / 1000} s, and ${settings.maxWaitMs / 1000} s is the most` }
  }
  const waitMs = waitBefore(failed, fault)
  const elapsedMs = settings.clock.now() - startedMs
  const { totalMs } = settings.timeouts
  if (elapsedMs + waitMs >= totalMs) return { why: `${totalMs / 1000} s in all would be passed` }
  // A wait that the server itself set is order, not trouble: it costs nothing of the budget.
  if (fault.facts.outcome === 'busy' && wait?.isFirm === true) return waitMs
  return budget.take() ? waitMs : { why: `the retry budget is used up (${budget.used()})` }
}

function waitBefore({ wire, number }: FailedAttempt, { facts: { wait } }: AttemptFault): number {
  const { random } = wire.settings
  if (wait === undefined) return backoffMs(number, random)
  return spreadMs(wait.isFirm ? wait.ms : Math.min(wait.ms, longestResetMs), random)
}

async function sleep({ settings, closing }: Wire, signal: AbortSignal, ms: number): Promise<void> {
  try {
    await settings.clock.sleep(ms, AbortSignal.any([signal, closing]))
  } catch {
    throw signal.aborted ? stoppedBy(signal) : clientClosed()
  }
}
