import { ModelError, StoppedError } from '../../errors.ts'
import { embedBatch } from './embed-batch.ts'
import type { EmbeddingCache } from './embedding-cache.ts'
import type { OpenSession } from './onnx-runtime.ts'
import type { Tokenise } from './open-tokenizer.ts'

/** What runs, where vectors are kept, and what stops it. */
export interface EmbeddingRun {
  run: { open: OpenSession; tokenise: Tokenise; batchSize: number }
  cache: EmbeddingCache | undefined
  signal: AbortSignal | undefined
}

interface Embedded {
  text: string
  vector: Float32Array
}

/**
 * Vectors of texts, in the order given. Equal texts are computed once; each batch is kept as it comes, so that what
 * was computed before a stop is not computed again.
 *
 * @throws StoppedError when the signal fires (looked at between batches).
 */
export async function embedTexts(job: EmbeddingRun, texts: readonly string[]): Promise<Float32Array[]> {
  const { cache } = job
  const vectors = new Map<string, Float32Array>()
  for (const text of texts) {
    const known = cache?.get(text)
    if (known !== undefined) vectors.set(text, known)
  }
  const missing = [...new Set(texts)].filter((text) => !vectors.has(text))
  for await (const batch of embedBatches(job, missing)) {
    for (const { text, vector } of batch) vectors.set(text, vector)
    await cache?.add(batch)
  }
  return texts.map((text) => copyOf(vectors, text))
}

/** Longest last, so that a batch holds texts of like length and pads little. */
async function* embedBatches(
  { run, signal }: EmbeddingRun,
  texts: readonly string[],
): AsyncGenerator<Embedded[]> {
  const { open, tokenise, batchSize } = run
  const tokenised = texts.map((text) => ({ text, ids: tokenise(text) }))
  tokenised.sort((a, b) => a.ids.length - b.ids.length)
  for (let start = 0; start < tokenised.length; start += batchSize) {
    if (signal?.aborted === true) throw new StoppedError('Embedding was stopped.')
    const batch = tokenised.slice(start, start + batchSize)
    const vectors = await embedBatch(
      open,
      batch.map(({ ids }) => ids),
    )
    yield vectors.map((vector, index) => ({ text: batch[index]?.text ?? '', vector }))
  }
}

function copyOf(vectors: ReadonlyMap<string, Float32Array>, text: string): Float32Array {
  const vector = vectors.get(text)
  if (vector === undefined)
    throw new ModelError(`No vector came back for ${JSON.stringify(text.slice(0, 80))}.`)
  return vector.slice()
}
