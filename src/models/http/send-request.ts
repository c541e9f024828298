import type { JsonObject } from '../../contracts/json.ts'
import type { GenerateRequest } from '../../contracts/model.ts'
import { SpendLimitError } from '../../errors.ts'
import type { Reservation } from '../../prices/spend-meter.ts'
import type { ModelConnection } from './model-connection.ts'
import type { Protocol, ProtocolAnswer } from './protocols/protocol.ts'
import { protocols } from './protocols/protocols.ts'
import type { HttpAnswerFacts, HttpAttempt, HttpRequest } from './transport/http-client.ts'

/** An answer and what sending it took. */
export interface SentAnswer {
  answer: ProtocolAnswer
  attempts: number
  latencyMs: number
  firstTokenMs?: number
}

interface Sending {
  connection: Omit<ModelConnection, 'meter' | 'price' | 'dialect'>
  request: GenerateRequest
  body: JsonObject
  reservation: Reservation | undefined
}

/**
 * Sends a body and reads the answer. Attempts that the server may have charged for are charged against the spend limit,
 * and a retry that could cross it is not sent.
 */
export async function sendRequest({ connection, request, body, reservation }: Sending): Promise<SentAnswer> {
  const { resolved, key, client } = connection
  const protocol = protocols[resolved.protocol]
  const ledger = attemptLedger(reservation, resolved.name)
  const http: HttpRequest = {
    url: `${resolved.baseUrl}${protocol.path}`,
    headers: protocol.headers(key),
    body,
    signal: AbortSignal.any([request.signal, ledger.signal]),
    onAttempt: ledger.record,
  }
  try {
    if (request.onDelta !== undefined) return await readStream({ client, http, protocol }, request.onDelta)
    const { json, attempts, latencyMs } = await client.post(http)
    return { answer: protocol.readAnswer(json), attempts, latencyMs }
  } catch (error) {
    throw ledger.end(error)
  }
}

async function readStream(
  { client, http, protocol }: { client: ModelConnection['client']; http: HttpRequest; protocol: Protocol },
  onDelta: (text: string) => void,
): Promise<SentAnswer> {
  const reader = protocol.readEvents()
  let facts: HttpAnswerFacts | undefined
  let firstAt: number | undefined
  for await (const event of client.stream(http)) {
    facts = event.answer ?? facts
    const added = reader.push(event)
    if (added === '') continue
    firstAt ??= performance.now()
    onDelta(added)
  }
  const answer = reader.end()
  const latencyMs = facts?.latencyMs ?? 0
  const sinceFirstMs = firstAt === undefined ? 0 : performance.now() - firstAt
  return {
    answer,
    attempts: facts?.attempts ?? 1,
    latencyMs,
    ...(firstAt === undefined ? {} : { firstTokenMs: Math.max(0, latencyMs - sinceFirstMs) }),
  }
}

/** Keeps the reservation in step with what goes over the wire. */
function attemptLedger(reservation: Reservation | undefined, name: string) {
  const crossing = new AbortController()
  let last: HttpAttempt | undefined
  const record = (attempt: HttpAttempt) => {
    last = attempt
    const isRetried = attempt.mayBeBilled && attempt.retryInMs !== undefined
    if (isRetried && reservation?.again() === false) crossing.abort()
  }
  const end = (error: unknown): unknown => {
    if (crossing.signal.aborted)
      return new SpendLimitError(
        `A retry of a request to ${name} could cross the spend limit. It was not sent.`,
        {
          hint: 'Raise evaluation.maxSpendUsd in the task file, or give --max-spend.',
          cause: error,
        },
      )
    const isUnbilled = last?.fault !== undefined && !last.mayBeBilled
    if (isUnbilled) reservation?.release()
    else reservation?.forfeit()
    return error
  }
  return { signal: crossing.signal, record, end }
}
