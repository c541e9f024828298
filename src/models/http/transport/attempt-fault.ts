import type { SlotOutcome } from './concurrency-gate.ts'
import type { StatedWait } from './stated-wait.ts'

/** What a server answered instead of 2xx. Keys are redacted in all of it. */
export interface HttpRefusal {
  status: number
  headers: Readonly<Record<string, string>>
  /** At most 32,768 characters. */
  body: string
}

/** What is known of an attempt that failed. */
export interface FaultFacts {
  /** In a few words, for the record of attempts. */
  fault: string
  /** Worth another attempt. */
  isTransient: boolean
  /** No time is left for another attempt. */
  isLast?: boolean
  mayBeBilled: boolean
  outcome?: SlotOutcome
  wait?: StatedWait | undefined
  hint?: string | undefined
  refusal?: HttpRefusal
}

/** One attempt failed. Never leaves this room: callers see ProviderError. */
export class AttemptFault extends Error {
  readonly facts: FaultFacts

  constructor(message: string, facts: FaultFacts) {
    super(message)
    this.facts = facts
  }
}

/** Where in an attempt something happened. */
export type Phase = 'connect' | 'first-byte' | 'body'

/** Nothing came in time. */
export function timeoutFault(what: Phase | 'total', limitMs: number, bytes: number): AttemptFault {
  const limit = `${limitMs / 1000} s`
  const message = {
    connect: `no connection within ${limit}`,
    'first-byte': `no first byte within ${limit}`,
    body: `nothing more came for ${limit}, after ${bytes} bytes`,
    total: `not finished within ${limit} in all, ${bytes} bytes came`,
  }[what]
  const fault = what === 'body' ? 'idle timeout' : `${what} timeout`
  return new AttemptFault(message, {
    fault,
    isTransient: true,
    isLast: what === 'total',
    mayBeBilled: what !== 'connect',
  })
}

// No such name, an impossible header, or a certificate that no second try will mend.
const hopeless =
  /^(ENOTFOUND|EPROTO|UND_ERR_INVALID_ARG|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

/** The connection failed, or could not be made. */
export function connectionFault(phase: Phase, error: Error, bytes: number): AttemptFault {
  const code = codeOf(error)
  if (phase === 'connect') {
    const isTransient = !hopeless.test(code)
    // An invalid argument may be a header, and so a key.
    const why =
      code === 'UND_ERR_INVALID_ARG' ? 'a header or the URL holds characters that HTTP does not allow' : code
    const hint = isTransient ? undefined : 'Check the base URL, the key and the certificate.'
    return new AttemptFault(`no connection (${why})`, {
      fault: 'no connection',
      isTransient,
      mayBeBilled: false,
      hint,
    })
  }
  if (error.name === 'HTTPParserError') {
    return new AttemptFault('what came is not HTTP', {
      fault: 'not HTTP',
      isTransient: false,
      mayBeBilled: true,
    })
  }
  const message =
    phase === 'first-byte'
      ? `the connection was closed before the answer began (${code})`
      : `the answer was cut after ${bytes} bytes (${code})`
  const fault = phase === 'first-byte' ? 'reset before the answer' : 'reset within the answer'
  return new AttemptFault(message, { fault, isTransient: true, mayBeBilled: true })
}

/** More bytes than allowed. */
export function tooBigFault(limitBytes: number): AttemptFault {
  const limit = limitBytes >= 1024 * 1024 ? `${limitBytes / 1024 / 1024} MiB` : `${limitBytes} bytes`
  return new AttemptFault(`the answer is larger than ${limit}, the limit`, {
    fault: 'too big',
    isTransient: false,
    mayBeBilled: true,
  })
}

/** A 2xx that is not what was asked for: a web page, a compressed body, JSON for events. `text` is redacted already. */
export function wrongContentFault(answered: string, text: string): AttemptFault {
  return new AttemptFault(`${answered}. It begins: "${beginningOf(text)}"`, {
    fault: 'wrong content',
    isTransient: false,
    mayBeBilled: true,
    hint: 'Check the base URL: something else than the model answers there.',
  })
}

/** A 2xx whose body ended too early although the connection did not say so. */
export function cutFault(message: string): AttemptFault {
  return new AttemptFault(message, { fault: 'cut', isTransient: true, mayBeBilled: true })
}

/** The first 80 characters, white space folded. */
export function beginningOf(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 80)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
