import { alignSpan } from '../../answers/align-span.ts'
import { spanItems } from '../../scorers/span-items.ts'
import { exactTrendTest, type TrendGroup } from '../../stats/exact-trend-test.ts'
import { hypergeometricUpperTail } from '../../stats/hypergeometric.ts'
import { randomSource } from '../../stats/random-source.ts'
import { isSameText } from '../../text/same-text.ts'
import type { GapFacts, GapFinding, GapRow } from './gap-facts.ts'

const fewestRows = 12

/**
 * Whether what is to be found is missed more often in one part of a document: one expected span a row, drawn by the seed, by
 * the third of the input it stands in. Two exact tests, Bonferroni: a trend from start to end, and the middle against both ends.
 */
export function positionGap({ rows, seed }: GapFacts): GapFinding | undefined {
  const random = randomSource(seed)
  const placed = rows.flatMap((row) => {
    const spans = placedSpans(row)
    const span = spans[random.below(Math.max(1, spans.length))]
    return span === undefined ? [] : [{ row, ...span }]
  })
  if (placed.length < fewestRows) return undefined
  const thirds = [0, 1, 2].map((third) => placed.filter((span) => span.third === third))
  const missed = thirds.map((members) => members.filter(({ isFound }) => !isFound).map(({ row }) => row))
  const groups = thirds.map((members, at) => ({ rows: members.length, wrong: missed[at]?.length ?? 0 }))
  const trend = exactTrendTest(groups)
  const middle = middleTest(groups)
  const isMiddle = middle < trend.pValue
  const worst = isMiddle ? 1 : trend.direction === 1 ? 2 : 0
  const shares = groups.map(({ rows: n, wrong }) => `${wrong} of ${n}`).join(', ')
  return {
    kind: 'position',
    message: `What stands ${places[worst]} is missed more often: ${shares} in the first, middle and last third.`,
    touched: missed[worst]?.length ?? 0,
    n: placed.length,
    pValue: Math.min(1, 2 * Math.min(trend.pValue, middle)),
    examples: missed[worst] ?? [],
    helps: 'Passages found by retrieval, or sections read one by one and then merged.',
  }
}

const places = ['at the beginning', 'in the middle', 'near the end'] as const

/** One-sided: more is missed in the middle than at both ends together. */
function middleTest(groups: readonly TrendGroup[]): number {
  const sum = (pick: (group: TrendGroup) => number) => groups.reduce((total, group) => total + pick(group), 0)
  return hypergeometricUpperTail(groups[1]?.wrong ?? 0, {
    total: sum(({ rows }) => rows),
    marked: sum(({ wrong }) => wrong),
    draws: groups[1]?.rows ?? 0,
  })
}

/** Expected spans that stand in the input: in which third, and whether the answer has them. */
function placedSpans({ input, expected, output }: GapRow): { third: number; isFound: boolean }[] {
  const given = spanItems(output)
  return [...spanItems(expected)].flatMap(([field, items]) =>
    items.flatMap((item) => {
      const place = alignSpan(item, input)
      if (place === undefined) return []
      const middle = (place.start + place.end) / 2 / input.length
      const isFound = (given.get(field) ?? []).some((answer) => isSameText(answer, item))
      return [{ third: Math.min(2, Math.floor(3 * middle)), isFound }]
    }),
  )
}
