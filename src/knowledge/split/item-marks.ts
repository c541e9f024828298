import { markLevel, type SectionMark } from './section-mark.ts'

const item = /(?<=^|[\s;:.])\(([a-z]{1,4}|[A-Z]|\d{1,2})\)(?=\s)/gmu
const romans = [
  'i',
  'ii',
  'iii',
  'iv',
  'v',
  'vi',
  'vii',
  'viii',
  'ix',
  'x',
  'xi',
  'xii',
  'xiii',
  'xiv',
  'xv',
  'xvi',
]

/**
 * Items `(a)`, `(ii)`, `(3)` that stand in a sequence: the first of its kind begins one, another is kept only when it
 * follows the last, so that references ("as in (c) above") drop out. A new clause begins every sequence anew.
 */
export function itemMarks(text: string, clauses: readonly SectionMark[]): SectionMark[] {
  const starts = clauses.map(({ start }) => start).toSorted((one, other) => one - other)
  const last = new Map<number, number>()
  let clause = 0
  return [...text.matchAll(item)].flatMap((match) => {
    while (clause < starts.length && (starts[clause] ?? 0) <= match.index) {
      last.clear()
      clause += 1
    }
    const found = placeOf(match[1] ?? '', last)
    if (found === undefined) return []
    last.set(found.level, found.place)
    for (const level of last.keys()) if (level > found.level) last.delete(level)
    return [{ start: match.index, level: found.level, label: match[0] }]
  })
}

/** Level and place in its sequence, where it is the first or follows the last of its level. */
function placeOf(
  name: string,
  last: ReadonlyMap<number, number>,
): { level: number; place: number } | undefined {
  return readings(name).find(({ level, place }) => {
    const before = last.get(level)
    return before === undefined ? place === 1 : place === before + 1 || place === 1
  })
}

/** `(i)` is a letter after `(h)` and a numeral elsewhere: letters are tried first, since only the next one passes. */
function readings(name: string): { level: number; place: number }[] {
  if (/^\d/u.test(name)) return [{ level: markLevel.digit, place: Number(name) }]
  const lower = name.toLowerCase()
  const letter = { level: markLevel.letter, place: lower.charCodeAt(0) - 96 }
  const numeral = { level: markLevel.numeral, place: romans.indexOf(lower) + 1 }
  const isLetter = name.length === 1
  return [...(isLetter ? [letter] : []), ...(numeral.place > 0 ? [numeral] : [])]
}
