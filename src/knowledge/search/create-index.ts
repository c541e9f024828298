import type { Embedder } from '../../contracts/model.ts'
import { DataError } from '../../errors.ts'
import type { Passage } from '../split/passage.ts'
import { concatenated } from './concatenated.ts'
import { indexContentOf } from './index-bytes.ts'
import { openIndex, searchedText, type KnowledgeIndex } from './open-index.ts'

/** Indexes passages by their words and, where an embedder is given, by their meaning. */
export async function createIndex(
  passages: readonly Passage[],
  { embedder, signal }: { embedder?: Embedder; signal?: AbortSignal } = {},
): Promise<KnowledgeIndex> {
  if (embedder === undefined) return openIndex({ passages })
  const vectors = await embedder.embed(
    passages.map((passage) => searchedText(passage)),
    signal,
  )
  const { name, sha256 } = embedder.identity
  const model = { name, ...(sha256 === undefined ? {} : { sha256 }), dimensions: embedder.dimensions }
  return openIndex({ passages, model, vectors: concatenated(vectors, embedder.dimensions) }, embedder)
}

/**
 * An index from what `toBytes` gave. To search by vectors it needs the embedder they came from.
 *
 * @throws DataError when the bytes are no index, or the embedder is another.
 */
export function indexFromBytes(
  bytes: Uint8Array,
  { embedder }: { embedder?: Embedder } = {},
): KnowledgeIndex {
  const content = indexContentOf(bytes)
  if (embedder === undefined || content.model === undefined) return openIndex(content)
  const { name, sha256 } = embedder.identity
  if (content.model.name !== name || content.model.sha256 !== sha256) {
    throw new DataError(
      `The index was made with ${content.model.name} (${content.model.sha256 ?? 'no digest'}), the embedder is ${name} (${sha256 ?? 'no digest'}).`,
      { hint: 'Open it with the same model, or index the passages again.' },
    )
  }
  return openIndex(content, embedder)
}
