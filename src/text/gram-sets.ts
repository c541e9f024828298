import { createGramTable, gramSize, type GramTable, noCharacter } from './gram-table.ts'
import { normaliseText } from './same-text.ts'

/** The sets of 5-grams of many texts. A gram is its rank by rarity: 0 is in the fewest texts. */
export interface GramSets {
  /** Where the set of a text begins in `ranks`; one more than there are texts. */
  starts: Int32Array
  /** Ascending inside a text. */
  ranks: Int32Array
  gramCount: number
  table: GramTable
  rankOf: Int32Array
}

/** Sets of the grams of each text, in the form texts are compared in (normalised, no padding). */
export function gramSetsOf(texts: readonly string[]): GramSets {
  const table = createGramTable()
  const starts = new Int32Array(texts.length + 1)
  const sets = texts.map((text, row) => {
    const grams = distinctNumbers(text, (points, at) => table.number(points, at))
    starts[row + 1] = (starts[row] ?? 0) + grams.length
    return grams
  })
  const rankOf = ranksByRarity(sets, table.size())
  const ranks = new Int32Array(starts[texts.length] ?? 0)
  for (const [row, grams] of sets.entries()) {
    ranks.set(grams.map((gram) => rankOf[gram] ?? 0).sort(), starts[row] ?? 0)
  }
  return { starts, ranks, gramCount: table.size(), table, rankOf }
}

/** The set of a text that need not be indexed: ranks of the grams that are known, and how many grams it has in all. */
export function knownGramsOf(sets: GramSets, text: string): { ranks: Int32Array; size: number } {
  const unknown = new Set<string>()
  const known = distinctNumbers(text, (points, at) => {
    const gram = sets.table.find(points, at)
    if (gram < 0) unknown.add(points.subarray(at, at + gramSize).join(' '))
    return gram
  })
  const ranks = known.filter((gram) => gram >= 0).map((gram) => sets.rankOf[gram] ?? 0)
  return { ranks: ranks.sort(), size: ranks.length + unknown.size }
}

/** The distinct numbers of a text's grams, ascending. */
function distinctNumbers(text: string, numberAt: (points: Uint32Array, at: number) => number): Int32Array {
  const points = codePointsOf(normaliseText(text))
  const numbers = new Int32Array(points.length - gramSize + 1)
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = numberAt(points, at)
  numbers.sort()
  let kept = 0
  for (let at = 0; at < numbers.length; at += 1) {
    if (at > 0 && numbers[at] === numbers[kept - 1]) continue
    numbers[kept] = numbers[at] ?? 0
    kept += 1
  }
  return numbers.subarray(0, kept)
}

/** Code points, filled up to one gram: a text shorter than that is its own gram. */
function codePointsOf(text: string): Uint32Array {
  const points = new Uint32Array(Math.max(text.length, gramSize)).fill(noCharacter)
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0
    points[count] = point
    count += 1
    if (point > 0xffff) at += 1
  }
  return points.subarray(0, Math.max(count, gramSize))
}

function ranksByRarity(sets: readonly Int32Array[], gramCount: number): Int32Array {
  const frequencies = new Int32Array(gramCount)
  for (const grams of sets) {
    for (const gram of grams) frequencies[gram] = (frequencies[gram] ?? 0) + 1
  }
  const byRarity = Int32Array.from(frequencies, (_, gram) => gram).sort(
    (one, other) => (frequencies[one] ?? 0) - (frequencies[other] ?? 0) || one - other,
  )
  const ranks = new Int32Array(gramCount)
  for (const [rank, gram] of byRarity.entries()) ranks[gram] = rank
  return ranks
}
