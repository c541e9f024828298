import type { SparseRows } from '../../stats/logistic-regression/sparse-rows.ts'
import { characterNgrams } from '../../text/character-ngrams.ts'
import { normaliseText } from '../../text/same-text.ts'
import { wordNgrams } from '../../text/word-ngrams.ts'

/** n-grams seen in train, each with its column and its inverse document frequency. */
export interface NgramVocabulary {
  grams: string[]
  idf: Float32Array
}

/** A gram in one row only cannot generalise. */
const fewestRows = 2

/** Word 1–2-grams and character 3–5-grams (inside the text with its spaces) of a text. */
export function ngramsOf(text: string): string[] {
  const normal = normaliseText(text)
  const words = [1, 2].flatMap((n) => wordNgrams(normal, n).map((gram) => `w ${gram}`))
  const padded = ` ${normal} `
  const characters = [3, 4, 5].flatMap((n) => characterNgrams(padded, n).map((gram) => `c ${gram}`))
  return [...words, ...characters]
}

/** Learns the vocabulary of texts: grams in at least two of them, sorted. */
export function learnVocabulary(texts: readonly string[]): NgramVocabulary {
  const rowsWith = new Map<string, number>()
  for (const text of texts)
    for (const gram of new Set(ngramsOf(text))) rowsWith.set(gram, (rowsWith.get(gram) ?? 0) + 1)
  const kept = [...rowsWith].filter(([, rows]) => rows >= fewestRows).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    grams: kept.map(([gram]) => gram),
    idf: Float32Array.from(kept, ([, rows]) => Math.log((1 + texts.length) / (1 + rows)) + 1),
  }
}

/** Turns texts into L2-normalised tf-idf rows: (1 + log count) × idf. Grams outside the vocabulary are dropped. */
export function ngramVectorizer({ grams, idf }: NgramVocabulary): (texts: readonly string[]) => SparseRows {
  const columnOf = new Map(grams.map((gram, column) => [gram, column]))
  return (texts) => {
    const starts = new Int32Array(texts.length + 1)
    const columns: number[] = []
    const values: number[] = []
    for (const [row, text] of texts.entries()) {
      for (const [column, value] of weightsOf(text, columnOf, idf)) {
        columns.push(column)
        values.push(value)
      }
      starts[row + 1] = columns.length
    }
    return {
      starts,
      columns: Int32Array.from(columns),
      values: Float32Array.from(values),
      dimensions: grams.length,
    }
  }
}

function weightsOf(text: string, columnOf: Map<string, number>, idf: Float32Array): [number, number][] {
  const counts = new Map<number, number>()
  for (const gram of ngramsOf(text)) {
    const column = columnOf.get(gram)
    if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1)
  }
  const weighted = [...counts].map(([column, count]): [number, number] => [
    column,
    (1 + Math.log(count)) * (idf[column] ?? 0),
  ])
  const norm = Math.hypot(...weighted.map(([, value]) => value)) || 1
  return weighted.map(([column, value]) => [column, value / norm])
}
