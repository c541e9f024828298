/** How long a server asks to wait. */
export interface StatedWait {
  ms: number
  /** Said for this request (`retry-after`); else read from the reset of a limit, which may be longer than needed. */
  isFirm: boolean
}

/**
 * Reads the wait a server asks for: `retry-after-ms`, `retry-after` in seconds or as a date (RFC 9110 §10.2.3), then
 * the reset of a limit that has nothing left, as OpenAI and Groq write it (`x-ratelimit-reset-requests: 6m0s`) and as
 * Anthropic does (`anthropic-ratelimit-tokens-reset: 2026-01-01T00:00:10Z`). What cannot be read is ignored.
 *
 * @param dateMs now, in milliseconds since 1970
 */
export function statedWait(
  headers: Readonly<Record<string, string>>,
  dateMs: number,
): StatedWait | undefined {
  const firm = milliseconds(headers['retry-after-ms']) ?? retryAfter(headers['retry-after'], dateMs)
  if (firm !== undefined) return { ms: firm, isFirm: true }
  const resets = Object.keys(headers).flatMap((name) => resetOf(name, headers, dateMs) ?? [])
  return resets.length === 0 ? undefined : { ms: Math.max(...resets), isFirm: false }
}

function retryAfter(value: string | undefined, dateMs: number): number | undefined {
  if (value === undefined) return undefined
  const seconds = milliseconds(value)
  if (seconds !== undefined) return seconds * 1000
  // A bare negative number would be read as a year.
  return /[a-z]/i.test(value) ? until(value, dateMs) : undefined
}

function milliseconds(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined
}

function until(date: string, dateMs: number): number | undefined {
  const at = Date.parse(date)
  return Number.isNaN(at) ? undefined : Math.max(0, at - dateMs)
}

function resetOf(
  name: string,
  headers: Readonly<Record<string, string>>,
  dateMs: number,
): number | undefined {
  const value = headers[name] ?? ''
  const openai = /^x-ratelimit-reset-(.+)$/.exec(name)
  if (openai !== null) {
    return isSpent(headers[`x-ratelimit-remaining-${openai[1]}`]) ? duration(value) : undefined
  }
  const anthropic = /^(anthropic-ratelimit-.+)-reset$/.exec(name)
  return anthropic !== null && isSpent(headers[`${anthropic[1]}-remaining`])
    ? until(value, dateMs)
    : undefined
}

function isSpent(remaining: string | undefined): boolean {
  return remaining !== undefined && Number(remaining) <= 0 && remaining.trim() !== ''
}

/** `1s`, `6m0s`, `2m59.56s`, `20ms`, `1h2m3s`. */
function duration(value: string): number | undefined {
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/.exec(
    value.trim(),
  )
  if (parts === null || value.trim() === '') return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms
}
