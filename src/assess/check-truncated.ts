import type { Example } from '../contracts/example.ts'
import { allRows } from './all-rows.ts'
import { countOf, type DataCheck, findingOfRows } from './finding.ts'

/** Limits that forms, columns and exports have. */
const usualLimits = new Set([
  100, 128, 140, 150, 160, 200, 250, 254, 255, 256, 280, 300, 400, 500, 511, 512, 1000, 1023, 1024, 2000,
  2048, 3000, 4000, 4095, 4096, 5000, 8000, 8191, 8192, 10_000, 16_384, 32_000, 32_767, 65_535,
])
/** Rows of exactly the greatest length: so many by chance is unlikely at a usual limit, and at any other. */
const fewestAtUsual = 2
const fewestAtOther = 5
/** Shorter than this many texts have the greatest length by chance. */
const shortestCut = 80
/** Share of the rows at the greatest length that must end inside a sentence. */
const mostlyOpen = 0.8

/** Inputs, and free answers, that a limit on length cut off: several have exactly the greatest length and no end. */
export const checkTruncated: DataCheck = (facts) => {
  const rows = allRows(facts)
  const texts: [string, (row: Example) => string][] = [['input', (row) => row.input.text]]
  if (facts.task.kind !== 'classification') texts.push(['answer', (row) => row.expected])
  return texts.flatMap(([what, textOf]) => {
    const { length, rows: cut } = cutRows(rows, textOf)
    if (cut.length === 0) return []
    return [
      findingOfRows(cut, {
        check: `truncated-${what}s`,
        severity: 'warning',
        message: `${countOf(cut.length, what)} ${cut.length === 1 ? 'is' : 'are'} exactly ${length.toLocaleString('en-US')} characters long, the longest there is, and stop inside a sentence: cut off by a limit.`,
        next: 'Export them again without the limit; a model that is asked whole texts should learn from whole texts.',
      }),
    ]
  })
}

/** Rows at the greatest length that stop in mid-sentence, or none when that may be chance. */
export function cutRows<Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string,
): { length: number; rows: Row[] } {
  const nothing = { length: 0, rows: [] }
  let length = 0
  for (const row of rows) length = Math.max(length, textOf(row).length)
  if (length < shortestCut) return nothing
  const longest = rows.filter((row) => textOf(row).length === length)
  if (longest.length < (usualLimits.has(length) ? fewestAtUsual : fewestAtOther)) return nothing
  // Copies of one text have one length without any limit.
  if (new Set(longest.map((row) => textOf(row))).size < longest.length / 2) return nothing
  const open = longest.filter((row) => /[\p{L}\p{N},;:–-]\s*$/u.test(textOf(row)))
  return open.length < mostlyOpen * longest.length ? nothing : { length, rows: open }
}
