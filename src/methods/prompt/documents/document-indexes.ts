import type { Embedder } from '../../../contracts/model.ts'
import { createIndex } from '../../../knowledge/search/create-index.ts'
import type { KnowledgeIndex } from '../../../knowledge/search/open-index.ts'
import { splitDocument } from '../../../knowledge/split/split-document.ts'
import { sha256 } from '../../../text/sha256.ts'

/** Indexes kept at a time: repeated asks of one input come close together. */
const mostKept = 8

/** Gives the index of an input's passages, made when it is first asked for. */
export type DocumentIndexes = (text: string, signal: AbortSignal) => Promise<KnowledgeIndex>

/** Indexes of inputs by digest, the latest few kept. One that failed is made again. */
export function documentIndexes(options: { embedder: Embedder; passageTokens: number }): DocumentIndexes {
  const kept = new Map<string, Promise<KnowledgeIndex>>()
  return (text, signal) => {
    const digest = sha256(text)
    const known = kept.get(digest)
    if (known !== undefined) return known
    const passages = splitDocument({ name: inputName, text }, { maxTokens: options.passageTokens })
    const index = createIndex(passages, { embedder: options.embedder, signal })
    kept.set(digest, index)
    index.catch(() => kept.delete(digest))
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return index
  }
}

/** What citations of the input call their document. */
export const inputName = 'input'
