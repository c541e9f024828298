import { setMaxListeners } from 'node:events'
import type { Agent } from 'undici'
import { ProviderError } from '../../../errors.ts'
import type { ConcurrencyGate } from './concurrency-gate.ts'
import type { ExchangePlan } from './exchange.ts'
import type { HttpGetRequest, HttpRequest, HttpUploadRequest } from './http-messages.ts'
import type { HttpSettings } from './http-options.ts'
import { encodeMultipart } from './multipart.ts'
import { redactSecrets } from './redact-secrets.ts'
import type { RetryBudget } from './retry-budget.ts'

/** What all calls of one client share. */
export interface Wire {
  settings: HttpSettings
  agent: Agent
  gate: ConcurrencyGate
  budget: RetryBudget
  /** Fires when the client is closed. */
  closing: AbortSignal
}

/** A request as every attempt of it is sent. */
export type PreparedRequest = ExchangePlan['request'] & {
  /** For messages: method, origin and path, never the query. */
  title: string
}

/** @throws ProviderError for a URL that is not http or https, or that carries a user or password. */
export function prepareRequest(
  request: HttpRequest | HttpGetRequest | HttpUploadRequest,
  accept: string,
  settings: HttpSettings,
): PreparedRequest {
  // A run has one signal for all its calls: more than ten listeners are no leak.
  setMaxListeners(0, request.signal)
  const { type, body } = contentOf(request)
  const method = body === null ? 'GET' : 'POST'
  const url = parseUrl(request.url, settings.secrets)
  const headers: Record<string, string> = { accept }
  if (type !== undefined) headers['content-type'] = type
  for (const name in request.headers) headers[name.toLowerCase()] = request.headers[name] ?? ''
  return {
    method,
    origin: url.origin,
    path: url.pathname + url.search,
    headers,
    body,
    title: redactSecrets(`${method} ${url.origin}${url.pathname}`, settings.secrets),
  }
}

function contentOf(request: HttpRequest | HttpGetRequest | HttpUploadRequest): {
  type?: string
  body: string | Uint8Array | null
} {
  if ('form' in request) return encodeMultipart(request.form)
  if ('body' in request) return { type: 'application/json', body: JSON.stringify(request.body) }
  return { body: null }
}

function parseUrl(text: string, secrets: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
    return url
  const hasUser = url !== undefined && (url.username !== '' || url.password !== '')
  const message = hasUser
    ? `The URL of ${url.host} holds a user or a password.`
    : `"${redactSecrets(text, secrets)}" is not an http or https URL.`
  const hint = hasUser ? 'Give the key by its own setting.' : 'It must begin with https:// or http://.'
  throw new ProviderError(message, { isTransient: false, attempts: 0, hint })
}
