import type { Embedder } from '../../contracts/model.ts'
import { DataError } from '../../errors.ts'
import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import type { Passage } from '../split/passage.ts'
import { concatenated } from './concatenated.ts'
import { withoutNearDuplicates } from './distinct-rows.ts'
import { fuseRanks, type Ranking } from './fuse-ranks.ts'
import { indexToBytes, type IndexContent } from './index-bytes.ts'
import { wordSearch, type WordSearch } from './word-search.ts'

/** How passages are looked for. */
export interface SearchOptions {
  /** Passages at most. */
  k: number
  /** By words (BM25), by vectors, or both fused; both where the index has vectors. */
  by?: 'words' | 'vectors' | 'both'
  /** Leaves out a passage whose text is near that of a better one (design §4). */
  distinct?: boolean
  signal?: AbortSignal
}

/** A passage, its score, and its best place (from 1) in each kind of list it was found in. */
export interface FoundPassage {
  passage: Passage
  /** Sum of reciprocal ranks; comes from places, says nothing on how well it fits. */
  score: number
  ranks: { words?: number; vectors?: number }
}

/** Passages that can be searched. */
export interface KnowledgeIndex {
  readonly passages: readonly Passage[]
  /** Whether there are vectors to search by. */
  readonly hasVectors: boolean
  /** The best passages for a query, or for several whose lists are fused; ties in the order of the passages. */
  search(query: string | readonly string[], options: SearchOptions): Promise<FoundPassage[]>
  /** Passages and vectors, to be kept as an artifact; `indexFromBytes` reads them. */
  toBytes(): Uint8Array
}

/** A ready index over content that was made or read; behind `createIndex` and `indexFromBytes`. */
export function openIndex(content: IndexContent, embedder?: Embedder): KnowledgeIndex {
  const { passages } = content
  const texts = passages.map((passage) => searchedText(passage))
  const byWords = wordSearch(texts)
  return {
    passages,
    hasVectors: content.vectors !== undefined,
    toBytes: () => indexToBytes(content),
    search: async (query, options) => {
      const queries = typeof query === 'string' ? [query] : query
      const lists = await rankingsOf({ content, byWords, embedder }, queries, options)
      return found(passages, lists, options)
    },
  }
}

/** What is indexed of a passage. Section names are part of it: "12. Governing Law" says what its sentences do not repeat. */
export function searchedText({ section, text }: Passage): string {
  return section === '' || text.startsWith(section) ? text : `${section}\n${text}`
}

interface Lists {
  words: Ranking[]
  vectors: Ranking[]
}

async function rankingsOf(
  index: { content: IndexContent; byWords: WordSearch; embedder: Embedder | undefined },
  queries: readonly string[],
  { by, signal }: SearchOptions,
): Promise<Lists> {
  const { content, byWords, embedder } = index
  const wanted = by ?? (content.vectors === undefined ? 'words' : 'both')
  const words = wanted === 'vectors' ? [] : queries.map((query) => byWords(query).map(({ row }) => row))
  if (wanted === 'words' || queries.length === 0 || content.passages.length === 0)
    return { words, vectors: [] }
  if (content.vectors === undefined || embedder === undefined) {
    throw new DataError(`This index has no vectors to search by. Give it an embedder, or search by words.`)
  }
  const embedded = await embedder.embed(queries, signal)
  const vectors = nearestNeighbours({
    queries: concatenated(embedded, embedder.dimensions),
    vectors: content.vectors,
    dimensions: embedder.dimensions,
    k: content.passages.length,
  }).map((neighbours) => neighbours.map(({ row }) => row))
  return { words, vectors }
}

function found(
  passages: readonly Passage[],
  lists: Lists,
  { k, distinct = false }: SearchOptions,
): FoundPassage[] {
  const fused = fuseRanks([...lists.words, ...lists.vectors])
  const kept = distinct ? withoutNearDuplicates(fused, passages) : fused
  return kept.slice(0, k).flatMap(({ row, score }) => {
    const passage = passages[row]
    if (passage === undefined) return []
    const words = bestRank(lists.words, row)
    const vectors = bestRank(lists.vectors, row)
    const ranks = { ...(words > 0 ? { words } : {}), ...(vectors > 0 ? { vectors } : {}) }
    return [{ passage, score, ranks }]
  })
}

/** The best place of a row in any of the lists, from 1; 0 where it is in none. */
function bestRank(lists: readonly Ranking[], row: number): number {
  const places = lists.map((list) => list.indexOf(row)).filter((place) => place >= 0)
  return places.length === 0 ? 0 : Math.min(...places) + 1
}
