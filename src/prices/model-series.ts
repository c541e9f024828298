/**
 * Whether a model's name is that of another with a higher number, or the same with a later date: `gpt-5.4-mini` after `gpt-5-mini`,
 * `mistral-small-2603` after `mistral-small-2506`. Names whose other words differ are other models: of them a name says nothing.
 */
export function isNewerInSeries(name: string, than: string): boolean {
  const [a, b] = [seriesOf(name), seriesOf(than)]
  if (a.words !== b.words) return false
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return a.date !== '' && b.date !== '' && a.date > b.date
}

/** `-2024-07-18`, `-20250514` or `-2512`: when a snapshot was taken. */
const dated = /[-@](?<date>20\d\d-\d\d-\d\d|20\d{6}|2\d(?:0\d|1[0-2]))(?=$|-)/u
const states = /-(?:latest|preview|exp)(?=$|-)/gu
/** One or two digits, or several of them; with letters behind it (8b, 128k) a number is a size and belongs to the words. */
const version = /(?<![\da-z.])[a-z]?(?<numbers>\d{1,2}(?:[.-]\d{1,2})*)(?![\da-z.])/u

function seriesOf(name: string): { words: string; numbers: number[]; date: string } {
  const lower = name.toLowerCase()
  const digits = dated.exec(lower)?.groups?.['date']?.replaceAll('-', '') ?? ''
  const date = digits.length === 4 ? `20${digits}` : digits
  const bare = lower.replace(dated, '').replaceAll(states, '')
  const found = version.exec(bare)
  const numbers = found?.groups?.['numbers']
  if (found === null || numbers === undefined) return { words: bare, numbers: [], date }
  const words = bare.slice(0, found.index) + bare.slice(found.index).replace(numbers, '#')
  return { words, numbers: numbers.split(/[.-]/u).map(Number), date }
}
