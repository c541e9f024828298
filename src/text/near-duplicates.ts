import { type GramSets, gramSetsOf, knownGramsOf } from './gram-sets.ts'

/** An indexed text near the one asked about. */
export interface NearText {
  /** Position among the indexed texts. */
  row: number
  /** Jaccard similarity of the sets of 5-grams, 0.8 … 1. */
  similarity: number
}

export interface NearDuplicateIndex {
  /** Every indexed text near `text`, the most similar first, then by row; a text that is indexed finds itself. */
  near(text: string): NearText[]
}

/**
 * Index of texts that answers "which of these are near this one" (design §4: Jaccard ≥ 0.8 over the set of character
 * 5-grams of the normalised text) without a miss: no sampling and no hashing of grams onto each other.
 *
 * Two near sets share a gram among the first |x| − ⌈0.8 |x|⌉ + 1 of each when both are sorted rarest first, so only those
 * are indexed and looked up; what is found is checked in full.
 *
 * @see Chaudhuri, Ganti & Kaushik 2006, "A primitive operator for similarity joins" (prefix filter)
 */
export function nearDuplicateIndex(texts: readonly string[]): NearDuplicateIndex {
  const sets = gramSetsOf(texts)
  const postings = prefixPostings(sets)
  const seen = new Int32Array(texts.length).fill(-1)
  let question = 0
  return {
    near: (text) => {
      question += 1
      const query = knownGramsOf(sets, text)
      const found: NearText[] = []
      const known = Math.min(query.ranks.length, prefixLength(query.size) - (query.size - query.ranks.length))
      for (let at = 0; at < known; at += 1) {
        const rank = query.ranks[at] ?? 0
        const end = postings.starts[rank + 1] ?? 0
        for (let posting = postings.starts[rank] ?? 0; posting < end; posting += 1) {
          const row = postings.rows[posting] ?? 0
          if (seen[row] === question) continue
          seen[row] = question
          const similarity = similarityIfNear(sets, row, query)
          if (similarity > 0) found.push({ row, similarity })
        }
      }
      return found.toSorted((one, other) => other.similarity - one.similarity || one.row - other.row)
    },
  }
}

/** How many of a set's rarest grams a near set must meet. 0.8 is kept as 4/5: integers do not round. */
function prefixLength(size: number): number {
  return size - Math.ceil((4 * size) / 5) + 1
}

interface Postings {
  /** Where the rows of a gram begin, by rank; one more than there are grams. */
  starts: Int32Array
  rows: Int32Array
}

function prefixPostings({ starts, ranks, gramCount }: GramSets): Postings {
  const counts = new Int32Array(gramCount + 1)
  forEachPrefixGram({ starts, ranks }, (rank) => {
    counts[rank + 1] = (counts[rank + 1] ?? 0) + 1
  })
  for (let rank = 1; rank <= gramCount; rank += 1)
    counts[rank] = (counts[rank] ?? 0) + (counts[rank - 1] ?? 0)
  const next = counts.slice()
  const rows = new Int32Array(counts[gramCount] ?? 0)
  forEachPrefixGram({ starts, ranks }, (rank, row) => {
    const place = next[rank] ?? 0
    rows[place] = row
    next[rank] = place + 1
  })
  return { starts: counts, rows }
}

function forEachPrefixGram(
  { starts, ranks }: Pick<GramSets, 'starts' | 'ranks'>,
  visit: (rank: number, row: number) => void,
): void {
  for (let row = 0; row + 1 < starts.length; row += 1) {
    const start = starts[row] ?? 0
    const end = start + prefixLength((starts[row + 1] ?? 0) - start)
    for (let at = start; at < end; at += 1) visit(ranks[at] ?? 0, row)
  }
}

/** Jaccard similarity of a row and the query; 0 as soon as it cannot reach 4/5. */
function similarityIfNear(sets: GramSets, row: number, query: { ranks: Int32Array; size: number }): number {
  let at = sets.starts[row] ?? 0
  const end = sets.starts[row + 1] ?? 0
  const size = end - at
  if (5 * size < 4 * query.size || 4 * size > 5 * query.size) return 0
  const needed = Math.ceil((4 * (size + query.size)) / 9)
  let other = 0
  let shared = 0
  while (at < end && other < query.ranks.length) {
    if (shared + Math.min(end - at, query.ranks.length - other) < needed) return 0
    const mine = sets.ranks[at] ?? 0
    const theirs = query.ranks[other] ?? 0
    if (mine === theirs) shared += 1
    if (mine <= theirs) at += 1
    if (theirs <= mine) other += 1
  }
  return shared < needed ? 0 : shared / (size + query.size - shared)
}
