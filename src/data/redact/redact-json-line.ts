import type { PersonalDataRedactor } from '../../text/personal-data/personal-data-redactor.ts'

// A string, with the colon behind it when it is a key; or a number long enough to be somebody's.
const token = /(?<string>"[^"\\]*(?:\\.[^"\\]*)*")(?<colon>\s*:)?|(?<number>\d{9,})/gsu

/**
 * A line of JSON with personal data in its strings and long numbers replaced; all else stays as it is written. Keys stay,
 * and say what the value behind them is ({"bsn": "…"}).
 */
export function redactJsonLine(line: string, redactor: PersonalDataRedactor): string {
  let name = ''
  return line.replaceAll(token, (written: string, ...match: unknown[]) => {
    const { string, colon, number } = match.at(-1) as { string?: string; colon?: string; number?: string }
    const value = number ?? textOf(string ?? '""')
    if (colon !== undefined) {
      name = value
      return written
    }
    const redacted = redactor.redact(value, name)
    return redacted === value ? written : JSON.stringify(redacted)
  })
}

function textOf(literal: string): string {
  try {
    return String(JSON.parse(literal))
  } catch {
    // A line that is no JSON is refused by the reader, with its number.
    return literal.slice(1, -1)
  }
}
