/** A piece of a text, and whether it differs from the other text at that place. */
export interface DiffPiece {
  text: string
  differs: boolean
}

/** Both texts in pieces; the pieces of a side, joined, are its text. */
export interface WordDiff {
  left: DiffPiece[]
  right: DiffPiece[]
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** Beyond this many pairs of words a table takes too much memory: the middle then differs as a whole. */
const largestTable = 4_000_000

/**
 * The words in which two texts differ, by their longest common subsequence. Spaces and punctuation are pieces too; words
 * of languages without spaces are told apart as Unicode does (UAX 29).
 *
 * @param keyOf what a word is compared by: itself, unless given.
 */
export function wordDiff(
  left: string,
  right: string,
  keyOf: (word: string) => string = (word) => word,
): WordDiff {
  const one = wordsOf(left)
  const other = wordsOf(right)
  const keys = { one: one.map(keyOf), other: other.map(keyOf) }
  const start = commonStart(keys.one, keys.other)
  const end = commonEnd(keys.one.slice(start), keys.other.slice(start))
  const same = commonWords(
    keys.one.slice(start, keys.one.length - end),
    keys.other.slice(start, keys.other.length - end),
  )
  return {
    left: piecesOf(one, (at) => isOuter(at, start, one.length - end) || same.one.has(at - start)),
    right: piecesOf(other, (at) => isOuter(at, start, other.length - end) || same.other.has(at - start)),
  }
}

function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const end = Math.min(one.length, other.length)
  let at = 0
  while (at < end && one[at] === other[at]) at += 1
  return at
}

function commonEnd(one: readonly string[], other: readonly string[]): number {
  return commonStart(one.toReversed(), other.toReversed())
}

function isOuter(at: number, start: number, end: number): boolean {
  return at < start || at >= end
}

/** Positions of a longest common subsequence in both lists. */
function commonWords(
  one: readonly string[],
  other: readonly string[],
): { one: Set<number>; other: Set<number> } {
  const same = { one: new Set<number>(), other: new Set<number>() }
  if (one.length * other.length > largestTable) return same
  const width = other.length + 1
  const lengths = lengthTable(one, other)
  let [at, to] = [0, 0]
  while (at < one.length && to < other.length) {
    if (one[at] === other[to]) {
      same.one.add(at)
      same.other.add(to)
      at += 1
      to += 1
    } else if ((lengths[(at + 1) * width + to] ?? 0) >= (lengths[at * width + to + 1] ?? 0)) at += 1
    else to += 1
  }
  return same
}

/** Length of the longest common subsequence of the rests from (at, to) on, row by row. */
function lengthTable(one: readonly string[], other: readonly string[]): Uint32Array {
  const width = other.length + 1
  const lengths = new Uint32Array((one.length + 1) * width)
  for (let at = one.length - 1; at >= 0; at -= 1) {
    for (let to = other.length - 1; to >= 0; to -= 1) {
      const here = at * width + to
      lengths[here] =
        one[at] === other[to]
          ? (lengths[here + width + 1] ?? 0) + 1
          : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0)
    }
  }
  return lengths
}

/** Neighbouring words of one kind as one piece. */
function piecesOf(words: readonly string[], isSame: (at: number) => boolean): DiffPiece[] {
  const pieces: DiffPiece[] = []
  for (const [at, text] of words.entries()) {
    const differs = !isSame(at)
    const last = pieces.at(-1)
    if (last?.differs === differs) last.text += text
    else pieces.push({ text, differs })
  }
  return pieces
}
