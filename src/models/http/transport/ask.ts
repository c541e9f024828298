import type { Json } from '../../../contracts/json.ts'
import { cutFault, wrongContentFault } from './attempt-fault.ts'
import { BodyText } from './body-text.ts'
import { startExchange, type ExchangeTimes, type Head } from './exchange.ts'
import type { HttpAnswer, HttpGetRequest, HttpRequest, HttpUploadRequest } from './http-messages.ts'
import { redactSecrets } from './redact-secrets.ts'
import { statusFault } from './status-fault.ts'
import { withRetries } from './with-retries.ts'
import { prepareRequest, type PreparedRequest, type Wire } from './wire.ts'

/** Sends a request and gives its JSON. @throws ProviderError, StoppedError or the reason of the signal */
export async function ask(
  wire: Wire,
  request: HttpRequest | HttpGetRequest | HttpUploadRequest,
): Promise<HttpAnswer> {
  const prepared = prepareRequest(request, 'application/json', wire.settings)
  const { signal, onAttempt } = request
  const { value, attempts, maybeBilled } = await withRetries(wire, {
    title: prepared.title,
    signal,
    onAttempt,
    isRepeatable: !('isRepeatable' in request) || request.isRepeatable !== false,
    async attempt(leftMs, slot) {
      const answer = await askOnce(wire, prepared, { signal, leftMs })
      slot.release('answered')
      return answer
    },
  })
  onAttempt?.({ number: attempts, status: value.status, mayBeBilled: true })
  return { ...value, attempts, maybeBilled }
}

/** What one attempt may take. */
export interface AttemptLimits {
  signal: AbortSignal
  /** Left of the total. */
  leftMs: number
}

type OneAnswer = Head & ExchangeTimes & { json: Json }

async function askOnce(wire: Wire, request: PreparedRequest, limits: AttemptLimits): Promise<OneAnswer> {
  const { clock, timeouts, maxBodyBytes, secrets } = wire.settings
  const body = new BodyText(maxBodyBytes)
  let head: Head | undefined
  const { done } = startExchange({
    agent: wire.agent,
    clock,
    request,
    signal: limits.signal,
    timeouts,
    leftMs: limits.leftMs,
    onHead(answered) {
      head = answered
      body.begin(answered)
    },
    onChunk: (chunk) => body.push(chunk),
  })
  const times = await done.catch((fault: unknown) => {
    // A refusal whose text was cut is still that refusal.
    if (isRefused(head) && !limits.signal.aborted) return undefined
    throw fault
  })
  if (head === undefined) throw cutFault('the answer had no status')
  if (times === undefined || isRefused(head)) {
    throw statusFault(head, body.text(), { dateMs: clock.date(), secrets })
  }
  return { ...head, ...times, json: parseAnswer(head, body.text(), secrets) }
}

/** Whether a status is none of 2xx. */
export function isRefused(head: Head | undefined): boolean {
  return head !== undefined && (head.status < 200 || head.status > 299)
}

function parseAnswer({ status, headers }: Head, text: string, secrets: readonly string[]): Json {
  try {
    // Whatever the server calls it: what is JSON is taken.
    const json: Json = JSON.parse(text)
    return json
  } catch {
    const type = headers['content-type'] ?? 'no content type'
    const isOther = headers['content-type'] !== undefined && !/\bjson\b/i.test(type)
    if (isOther)
      throw wrongContentFault(`it answered ${status} with ${type}, not JSON`, redactSecrets(text, secrets))
    throw cutFault(
      text === '' ? 'the answer is empty' : `the answer is cut: ${text.length} characters are no JSON`,
    )
  }
}
