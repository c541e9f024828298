import { join } from 'node:path'
import type { Embedder, ModelIdentity } from '../../contracts/model.ts'
import { ModelError } from '../../errors.ts'
import { embedTexts } from './embed-texts.ts'
import { EmbeddingCache } from './embedding-cache.ts'
import { openSession } from './onnx-runtime.ts'
import type { OnnxSession } from './onnx-runtime.ts'
import { openTokenizer } from './open-tokenizer.ts'

export interface EmbedderOptions {
  identity: ModelIdentity
  files: { model: string; tokenizer: string }
  engine: { folder: string }
  /** Where vectors are kept by content; without it every text is computed (to measure latency). */
  cacheFolder?: string | undefined
  /** Texts that run together: 32. Vectors do not depend on it. */
  batchSize?: number | undefined
  /** Threads of the runtime: 2. */
  threads?: number | undefined
}

/** An embedder that can also be asked to look nothing up and keep nothing. */
export interface CachedEmbedder extends Embedder {
  embedFresh(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
}

/**
 * Opens a sentence-embedding model: word pieces (256 at most, the rest of a text is cut off) → transformer → mean over
 * the tokens → length 1. Texts are sorted by length and run in batches; an AbortSignal is honoured between batches.
 *
 * @throws EngineError when the runtime does not load; ModelError when a file is not what it should be.
 */
export async function openEmbedder(options: EmbedderOptions): Promise<CachedEmbedder> {
  const { identity, files, engine, threads = 2 } = options
  const tokenise = await openTokenizer(files.tokenizer)
  const open = await openSession(engine, files.model, threads)
  const dimensions = dimensionsOf(open.session, files.model)
  const run = { open, tokenise, batchSize: options.batchSize ?? 32 }
  const cache = await openCache(options, dimensions)
  return {
    identity,
    dimensions,
    embed: (texts, signal) => embedTexts({ run, cache, signal }, texts),
    embedFresh: (texts, signal) => embedTexts({ run, cache: undefined, signal }, texts),
    close: () => open.session.release(),
  }
}

function dimensionsOf(session: OnnxSession, path: string): number {
  const size = session.outputMetadata[0]?.shape?.at(-1)
  if (typeof size === 'number' && size > 0) return size
  throw new ModelError(
    `${path} does not say how many dimensions its vectors have: it is no sentence-embedding model.`,
  )
}

async function openCache(options: EmbedderOptions, dimensions: number): Promise<EmbeddingCache | undefined> {
  const { cacheFolder, identity } = options
  if (cacheFolder === undefined) return undefined
  if (identity.sha256 === undefined)
    throw new ModelError(`${identity.name} has no digest to keep its vectors under.`)
  return EmbeddingCache.open(join(cacheFolder, `${identity.sha256}.bin`), dimensions)
}
