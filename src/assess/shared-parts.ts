/** A stretch of text and how many texts have it. */
export interface SharedPart {
  text: string
  count: number
}

/** What "most" means. */
const mostShare = 0.8
const shortestPart = 20
const shortestLine = 12
/** Characters looked at from either end. */
const longestPart = 2000

/** The longest beginning that four in five texts share, cut back to whole words; "" when it has fewer than 20 characters. */
export function commonPrefix(texts: readonly string[]): SharedPart {
  const needed = Math.ceil(mostShare * texts.length)
  let alike = texts
  let length = 0
  while (length < longestPart) {
    const next = mostFrequent(alike, length)
    if (next === undefined || next.rows.length < needed) break
    alike = next.rows
    length += 1
  }
  const shared = (alike[0] ?? '').slice(0, length)
  const whole = endsAtWord(alike, length) ? shared : shared.replace(/[\p{L}\p{N}]+$/u, '')
  return whole.trim().length < shortestPart ? { text: '', count: 0 } : { text: whole, count: alike.length }
}

/** The longest ending that four in five texts share. */
export function commonSuffix(texts: readonly string[]): SharedPart {
  const { text, count } = commonPrefix(texts.map((one) => reversed(one.slice(-longestPart))))
  return { text: reversed(text), count }
}

/** Lines that stand in four of five texts, in texts of several lines; the most frequent first. */
export function commonLines(texts: readonly string[]): SharedPart[] {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const lines = text.includes('\n') ? text.split('\n') : []
    for (const line of new Set(lines.map((one) => one.trim()))) counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return [...counts]
    .filter(([line, count]) => line.length >= shortestLine && count >= mostShare * texts.length)
    .map(([text, count]) => ({ text, count }))
    .toSorted((one, other) => other.count - one.count)
}

function mostFrequent(texts: readonly string[], at: number): { rows: string[] } | undefined {
  const rowsOf = new Map<string, string[]>()
  for (const text of texts) {
    const character = text[at]
    if (character === undefined) continue
    const rows = rowsOf.get(character)
    if (rows === undefined) rowsOf.set(character, [text])
    else rows.push(text)
  }
  const rows = [...rowsOf.values()].toSorted((one, other) => other.length - one.length)[0]
  return rows === undefined ? undefined : { rows }
}

/** Whether no text goes on with the word that the shared part ends in. */
function endsAtWord(texts: readonly string[], length: number): boolean {
  return texts.every((text) => !/^[\p{L}\p{N}]{2}/u.test(text.slice(length - 1, length + 1)))
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join('')
}
