import MiniSearch from 'minisearch'
import { wordsOf } from './words-of.ts'

/** A text found by its words. */
export interface WordHit {
  row: number
  score: number
}

/** Finds texts by their words: all that share one with the query, best first, ties by row. */
export type WordSearch = (query: string) => WordHit[]

/** BM25+ (k1 1.2, b 0.7, δ 0.5) over the words of texts; a query is the set of its words, any of which may match. */
export function wordSearch(texts: readonly string[]): WordSearch {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: wordsOf,
    // Words come out of `wordsOf` ready.
    processTerm: (word) => word,
  })
  index.addAll(texts.map((text, id) => ({ id, text })))
  return (query) => {
    const words = [...new Set(wordsOf(query))]
    if (words.length === 0) return []
    return index
      .search({ combineWith: 'OR', queries: words }, { tokenize: (text) => [text] })
      .map(({ id, score, terms }) => ({ row: Number(id), score: score / Math.max(1, terms.length) }))
      .toSorted((one, other) => other.score - one.score || one.row - other.row)
  }
}
