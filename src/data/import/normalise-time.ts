import type { Json } from '../../contracts/json.ts'

const isoTime = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}:?\d{2}))?)?)?$/u

/**
 * ISO date or date-time of a cell: ISO text (a space for the T is accepted) or a Unix time in seconds or
 * milliseconds. `undefined` for anything else, "03/04/2026" too, since nobody can say which is the month.
 */
export function normaliseTime(value: Json): string | undefined {
  if (typeof value === 'number') return fromUnixTime(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^\d{9,13}$/u.test(text)) return fromUnixTime(Number(text))
  if (!isoTime.test(text)) return undefined
  const time = text
    .replace(' ', 'T')
    .replace(' ', '')
    .replace(/([+-]\d{2})(\d{2})$/u, '$1:$2')
  return Number.isNaN(instantOf(time)) ? undefined : time
}

/** Milliseconds since 1970 of an ISO date or date-time; without a zone it is UTC, so no machine's zone matters. */
export function instantOf(time: string): number {
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/u.test(time)
  return Date.parse(time.includes('T') && !hasZone ? `${time}Z` : time)
}

function fromUnixTime(value: number): string | undefined {
  const milliseconds = value >= 1e11 ? value : value * 1000
  if (milliseconds < 1e11 || milliseconds > 8.64e15) return undefined
  return new Date(milliseconds).toISOString()
}
