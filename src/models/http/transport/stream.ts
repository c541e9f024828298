import { AttemptFault } from './attempt-fault.ts'
import type { Slot } from './concurrency-gate.ts'
import type { HttpAttempt, HttpRequest, SseEvent } from './http-messages.ts'
import { openStream, type OpenStream } from './open-stream.ts'
import { providerError, withRetries, type Retried } from './with-retries.ts'
import { prepareRequest, type PreparedRequest, type Wire } from './wire.ts'

interface HeldStream {
  opened: OpenStream
  slot: Slot
}

/**
 * Sends a request and yields its events; nothing is retried once the first is there.
 *
 * @throws ProviderError, also when the stream is cut; StoppedError or the reason of the signal
 */
export async function* stream(wire: Wire, request: HttpRequest): AsyncGenerator<SseEvent, void> {
  const prepared = prepareRequest(request, 'text/event-stream', wire.settings)
  const { signal, onAttempt } = request
  const call = await withRetries(wire, {
    title: prepared.title,
    signal,
    onAttempt,
    attempt: async (leftMs, slot): Promise<HeldStream> => ({
      opened: await openStream(wire, prepared, { signal, leftMs }),
      slot,
    }),
  })
  const record: HttpAttempt = {
    number: call.attempts,
    status: call.value.opened.head.status,
    fault: 'left before the end',
    mayBeBilled: true,
  }
  try {
    yield* eventsOf(call.value.opened)
    delete record.fault
    call.value.slot.release('answered')
    yield endOf(call)
  } catch (thrown) {
    record.fault = thrown instanceof AttemptFault ? thrown.facts.fault : 'stopped'
    throw asProviderError(thrown, { wire, prepared, attempts: call.attempts })
  } finally {
    call.value.opened.leave()
    call.value.slot.release('failed')
    onAttempt?.(record)
  }
}

async function* eventsOf(opened: OpenStream): AsyncGenerator<SseEvent, void> {
  yield opened.first
  for (let event = await opened.next(); event !== undefined; event = await opened.next()) yield event
}

function endOf({ value: { opened }, attempts, maybeBilled }: Retried<HeldStream>): SseEvent {
  return {
    data: '',
    isDone: opened.isDone(),
    answer: { ...opened.head, ...opened.times(), attempts, maybeBilled },
  }
}

function asProviderError(
  thrown: unknown,
  call: { wire: Wire; prepared: PreparedRequest; attempts: number },
): unknown {
  if (!(thrown instanceof AttemptFault)) return thrown
  return providerError(call.prepared.title, thrown, {
    attempts: call.attempts,
    secrets: call.wire.settings.secrets,
    why: 'a part of the answer had come',
  })
}
