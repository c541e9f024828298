import { ModelError, StoppedError, UnreachableModelError, messageOf } from '../../../errors.ts'

/** Where the hub is and how it is asked. */
export interface HubOptions {
  /** Without a path at its end, e.g. `https://huggingface.co`. */
  endpoint?: string | undefined
  /** Of the reader's account, for gated repositories; sent to the endpoint's own origin only. */
  token?: string | undefined
  fetch?: typeof globalThis.fetch | undefined
  /** Until an answer begins. */
  answerWithinMs?: number | undefined
  signal?: AbortSignal | undefined
}

/** Asks the hub; redirects are followed under rules. */
export interface HubClient {
  readonly endpoint: string
  readonly hasToken: boolean
  readonly signal: AbortSignal | undefined
  /** @param range first and last byte wanted, both included. */
  get(url: string, range?: { from: number; to?: number }): Promise<Response>
}

const defaultEndpoint = 'https://huggingface.co'
const defaultAnswerWithinMs = 20_000
const mostRedirects = 5
const redirects = [301, 302, 303, 307, 308]

/**
 * The hub answers a request for a file with the address of another host, which is asked without the token. Only https
 * is followed; from a hub on this machine (a mirror or a test) also to this machine.
 *
 * @throws ModelError when the endpoint is neither https nor on this machine.
 */
export function hubClient(options: HubOptions = {}): HubClient {
  const { token, fetch = globalThis.fetch, signal, answerWithinMs = defaultAnswerWithinMs } = options
  const endpoint = checkedEndpoint(options.endpoint ?? defaultEndpoint)
  const send = async (url: URL, headers: Record<string, string>): Promise<Response> => {
    const own: Record<string, string> =
      token !== undefined && url.origin === endpoint.origin ? { authorization: `Bearer ${token}` } : {}
    const started = new AbortController()
    const timer = setTimeout(
      () => started.abort(new Error(`no answer within ${answerWithinMs / 1000} s`)),
      answerWithinMs,
    )
    const signals = signal === undefined ? [started.signal] : [started.signal, signal]
    try {
      const init = {
        headers: { ...headers, ...own },
        redirect: 'manual' as const,
        signal: AbortSignal.any(signals),
      }
      return await fetch(url, init)
    } catch (error) {
      throw unreachable(url, error, signal)
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    endpoint: endpoint.href.replace(/\/+$/u, ''),
    hasToken: token !== undefined,
    signal,
    async get(url, range) {
      let at = new URL(url)
      const headers = headersOf(range)
      for (let hop = 0; hop <= mostRedirects; hop += 1) {
        const response = await send(at, headers)
        const location = redirects.includes(response.status) ? response.headers.get('location') : null
        if (location === null) return response
        await response.body?.cancel()
        at = nextAddress(location, at, endpoint)
      }
      throw new ModelError(`${new URL(url).host} redirects more than ${mostRedirects} times.`)
    },
  }
}

function checkedEndpoint(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url))))
    return url
  throw new ModelError(
    `The hub's address is "${address}". It must begin with https:// (http:// only on this machine).`,
    {
      hint: 'It is read from HF_ENDPOINT; unset it for https://huggingface.co.',
    },
  )
}

function headersOf(range: { from: number; to?: number } | undefined): Record<string, string> {
  // Compressed bytes could neither be counted nor continued.
  const plain = { 'accept-encoding': 'identity' }
  return range === undefined ? plain : { ...plain, range: `bytes=${range.from}-${range.to ?? ''}` }
}

function nextAddress(location: string, from: URL, endpoint: URL): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined
  if (to?.protocol === 'https:') return to
  if (to?.protocol === 'http:' && isThisMachine(to) && isThisMachine(endpoint)) return to
  throw new ModelError(
    `${from.host} sends to "${to === undefined ? location.slice(0, 100) : to.origin}". Only https addresses are followed.`,
  )
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/u.test(hostname)
}

function unreachable(url: URL, error: unknown, signal: AbortSignal | undefined): Error {
  if (signal?.aborted === true) return new StoppedError('Asking the hub was stopped.', { cause: error })
  return new UnreachableModelError(`${url.host} could not be reached: ${reasonOf(error)}.`, { cause: error })
}

/** "fetch failed" says nothing; its cause does, and where several addresses were tried, the first one's. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  if (cause instanceof AggregateError) return messageOf(cause.errors[0])
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return messageOf(cause) || code || 'no reason given'
}

/** The host that answered, after redirects. */
export function hostOf({ url }: Response): string {
  return URL.canParse(url) ? new URL(url).host : 'the hub'
}
