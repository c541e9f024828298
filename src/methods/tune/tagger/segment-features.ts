import type { Embedder } from '../../../contracts/model.ts'
import type { MixedRows } from '../../../stats/logistic-regression/fit-one-vs-rest.ts'
import type { SparseRows } from '../../../stats/logistic-regression/sparse-rows.ts'
import { takeVectors } from '../../../stats/cross-fit.ts'
import { wordFeatures } from '../../prompt/definitions/telling-words.ts'

/** Words and pairs of words with a column each, and how rare each is. */
export interface SegmentVocabulary {
  words: string[]
  idf: number[]
}

/** A word in fewer segments than this tells of them alone. */
const fewestSegments = 3

/** The vocabulary of segments: words and pairs of words in at least three of them, sorted. */
export function learnSegmentVocabulary(texts: readonly string[]): SegmentVocabulary {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const word of wordFeatures(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const kept = [...counts]
    .filter(([, count]) => count >= fewestSegments)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return {
    words: kept.map(([word]) => word),
    idf: kept.map(([, count]) => Math.log(texts.length / count)),
  }
}

/** The words of texts as rows of idf, each L2-normalised; a word counts once a text. */
export function wordRows(texts: readonly string[], { words, idf }: SegmentVocabulary): SparseRows {
  const columnOf = new Map(words.map((word, column) => [word, column]))
  const starts = new Int32Array(texts.length + 1)
  const columns: number[] = []
  const values: number[] = []
  for (const [row, text] of texts.entries()) {
    const found = [...wordFeatures(text)].flatMap((word) => columnOf.get(word) ?? [])
    const norm = Math.sqrt(found.reduce((sum, column) => sum + (idf[column] ?? 0) ** 2, 0)) || 1
    for (const column of found) {
      columns.push(column)
      values.push((idf[column] ?? 0) / norm)
    }
    starts[row + 1] = columns.length
  }
  return {
    starts,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
    dimensions: words.length,
  }
}

/** Embeds segments; equal ones once. */
export async function embedSegments(
  texts: readonly string[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<Float32Array> {
  const place = new Map([...new Set(texts)].map((text, at) => [text, at]))
  const distinct = await embedder.embed([...place.keys()], signal)
  const vectors = new Float32Array(texts.length * embedder.dimensions)
  for (const [row, text] of texts.entries())
    vectors.set(distinct[place.get(text) ?? 0] ?? [], row * embedder.dimensions)
  return vectors
}

/** What is learnt from: the segments of all rows one after the other, their vectors and texts. */
export interface SegmentTable {
  texts: string[]
  vectors: Float32Array
  dimensions: number
}

/** The features of some segments under a vocabulary. */
export function featuresOf(
  table: SegmentTable,
  taken: readonly number[],
  vocabulary: SegmentVocabulary,
): MixedRows {
  return {
    dense: takeVectors(table, taken),
    dimensions: table.dimensions,
    sparse: wordRows(
      taken.map((at) => table.texts[at] ?? ''),
      vocabulary,
    ),
  }
}
