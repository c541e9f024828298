import type { Embedder } from '../../../contracts/model.ts'

/**
 * The same embedder, which embeds the queries of a candidate once: they are asked of every document, and are often longer
 * than its passages. Other texts are embedded as ever.
 */
export function rememberQueries(embedder: Embedder, queries: readonly string[]): Embedder {
  const isQuery = new Set(queries)
  let known: Promise<Map<string, Float32Array>> | undefined
  const vectorsOfQueries = async (signal?: AbortSignal) => {
    const texts = [...isQuery]
    const vectors = await embedder.embed(texts, signal)
    return new Map(texts.flatMap((text, at) => (vectors[at] === undefined ? [] : [[text, vectors[at]]])))
  }
  return {
    identity: embedder.identity,
    dimensions: embedder.dimensions,
    async embed(texts, signal) {
      if (!texts.every((text) => isQuery.has(text))) return embedder.embed(texts, signal)
      known ??= vectorsOfQueries(signal).catch((error: unknown) => {
        known = undefined
        throw error
      })
      const vectors = await known
      return texts.flatMap((text) => vectors.get(text) ?? [])
    },
    close: () => embedder.close(),
  }
}
