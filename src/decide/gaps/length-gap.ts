import { exactTrendTest } from '../../stats/exact-trend-test.ts'
import type { GapFacts, GapFinding } from './gap-facts.ts'

const fewestRows = 12

/** Whether answers go wrong more often as inputs get longer, or shorter: exact trend test over thirds by length. */
export function lengthGap({ rows }: GapFacts): GapFinding | undefined {
  if (rows.length < fewestRows) return undefined
  const sorted = rows
    .map((row) => ({ row, length: Array.from(row.input).length }))
    .toSorted((a, b) => a.length - b.length)
  const thirds = [0, 1, 2].map((third) =>
    sorted.filter((_, rank) => Math.floor((3 * rank) / sorted.length) === third),
  )
  const wrongs = thirds.map((members) => members.map(({ row }) => row).filter(({ isWrong }) => isWrong))
  const groups = thirds.map((members, at) => ({ rows: members.length, wrong: wrongs[at]?.length ?? 0 }))
  const { pValue, direction } = exactTrendTest(groups)
  const isLong = direction === 1
  const touched = wrongs.at(isLong ? 2 : 0) ?? []
  const shares = groups.map(({ rows: n, wrong }) => `${Math.round((100 * wrong) / n)} %`).join(', ')
  const edge = isLong ? thirds[2]?.[0]?.length : thirds[0]?.at(-1)?.length
  return {
    kind: 'length',
    message: `${isLong ? 'Long' : 'Short'} inputs go wrong more often: ${shares} of the short, middle and long third (${isLong ? 'from' : 'up to'} ${edge ?? 0} characters).`,
    touched: touched.length,
    n: rows.length,
    pValue,
    examples: touched,
    helps: isLong
      ? 'Passages found by retrieval or sections read one by one instead of the whole input; a shorter prompt.'
      : 'Demonstrations of short inputs; asking back for what is missing; tuning on short inputs.',
  }
}
