import { AttemptFault, beginningOf } from './attempt-fault.ts'
import type { Head } from './exchange.ts'
import { redactSecrets } from './redact-secrets.ts'
import { statedWait } from './stated-wait.ts'

/** A status other than 2xx, with what the server wrote. */
export interface StatusContext {
  /** Milliseconds since 1970. */
  dateMs: number
  secrets: readonly string[]
}

/**
 * What a status means for the next attempt. Retried: 408, 409 and 425 (the request was not worked on), 429, and 5xx but
 * for 501 and 505, as the vendors' own clients do; `x-should-retry` of the server wins. A spent quota is a 429 that no
 * wait will heal. A 500, 502 or 504 may hide work that was done; 503 and 529 say that none was.
 */
export function statusFault(head: Head, body: string, context: StatusContext): AttemptFault {
  const { status } = head
  const refusal = redactRefusal(head, body, context.secrets)
  const said = whatItSaid(refusal.body)
  const isSpent = spentQuota.test(said.code)
  return new AttemptFault(`${answered(refusal)}${said.text}`, {
    fault: isSpent ? `${status}, quota spent` : String(status),
    isTransient: !isSpent && isRetried(head),
    mayBeBilled: status >= 500 && ![501, 503, 505, 529].includes(status),
    outcome: [429, 503, 529].includes(status) && !isSpent ? 'busy' : 'failed',
    wait: statedWait(head.headers, context.dateMs),
    hint: isSpent ? 'The account has no credit left, or its limit of money is reached.' : hints[status],
    refusal,
  })
}

// Less than what is collected: the end of that may be a part of a key, which no redaction would find.
const keptOfBody = 32 * 1024

const spentQuota = /insufficient_quota|billing_hard_limit_reached|credit balance/i

const hints: Record<number, string> = {
  401: 'Check the key.',
  403: 'Check what the key may use.',
  404: 'Check the base URL and the name of the model.',
}

function isRetried({ status, headers }: Head): boolean {
  if (status < 400) return false
  if (headers['x-should-retry'] === 'true') return true
  if (headers['x-should-retry'] === 'false') return false
  return [408, 409, 425, 429].includes(status) || (status >= 500 && status !== 501 && status !== 505)
}

function redactRefusal({ status, headers }: Head, body: string, secrets: readonly string[]) {
  const clean = Object.entries(headers).map(([name, value]) => [name, redactSecrets(value, secrets)] as const)
  return {
    status,
    headers: Object.fromEntries(clean),
    body: redactSecrets(body, secrets).slice(0, keptOfBody),
  }
}

function answered({ status, headers }: Head): string {
  if (status >= 400) return `it answered ${status}`
  const target = headers['location'] === undefined ? '' : ` to ${withoutQuery(headers['location'])}`
  return `it answered ${status}, a redirect${target}, and redirects are not followed: give the final URL`
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/)[0] ?? ''
}

function whatItSaid(body: string): { text: string; code: string } {
  if (body.trim() === '') return { text: '', code: '' }
  const parsed = parse(body)
  if (parsed === undefined) return { text: `. It begins: "${beginningOf(body)}"`, code: '' }
  const error = isObject(parsed['error']) ? parsed['error'] : parsed
  const message = [error['message'], parsed['error'], error['detail']].find(
    (value) => typeof value === 'string',
  )
  const code = [error['code'], error['type']].filter((value) => typeof value === 'string').join(' ')
  const text = String(message ?? beginningOf(body))
  return { text: `: ${text.replaceAll(/\s+/g, ' ').slice(0, 300)}`, code: `${code} ${text}` }
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
