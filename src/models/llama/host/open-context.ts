import { resolve } from 'node:path'
import { EngineError, ModelError, messageOf } from '../../../errors.ts'
import type { Adapter } from '../protocol.ts'
import { assertKnownContext } from './assert-known-engine.ts'
import type { LlamaModel, NativeContext, NativeSampler } from './engine-surface.ts'
import type { OpenModel } from './open-model.ts'
import { tokenProbabilities } from './token-probabilities.ts'
import type { TokenProbabilities } from './token-probabilities.ts'
import { TokenSequence } from './token-sequence.ts'

/** A model's weights with one adapter or none, and the one sequence of tokens its requests share. */
export interface OpenContext {
  native: NativeContext
  sequence: TokenSequence
  probabilities: TokenProbabilities
  close: () => Promise<void>
}

/** 64 is an eighth slower on two cores, 256 hardly faster; smaller chunks reuse more of a shared front. */
const chunkTokens = 128
const largestBatch = 512

/**
 * Makes a context over the weights that are in memory. The engine binds an adapter to a context, not to a request.
 *
 * @throws ModelError when the adapter cannot be added to the model, EngineError when there is no memory for a context.
 */
export async function openContext(open: OpenModel, adapter?: Adapter): Promise<OpenContext> {
  const { model, contextTokens, threads, mostThreads, createSampler } = open
  const batchSize = Math.min(largestBatch, contextTokens)
  const lora = adapter === undefined ? undefined : await loadAdapter(model, adapter)
  const created = await create(model, {
    contextSize: contextTokens,
    batchSize,
    sequences: 1,
    threads: mostThreads,
    swaFullCache: true,
    ...(lora === undefined ? {} : { lora }),
  })
  assertKnownContext(created._ctx)
  const samplers: NativeSampler[] = []
  const keepSampler = (): NativeSampler => {
    const sampler = createSampler()
    samplers.push(sampler)
    return sampler
  }
  return {
    native: created._ctx,
    sequence: new TokenSequence(created._ctx, { chunkTokens, batchSize, threads }),
    probabilities: tokenProbabilities(created._ctx, keepSampler),
    close: async () => {
      for (const sampler of samplers) sampler.dispose()
      await created.dispose()
      if (lora !== undefined) await forget(model, lora)
    },
  }
}

/** @returns the path the engine knows the adapter by, now that it is in memory. */
async function loadAdapter(model: LlamaModel, { path }: Adapter): Promise<string> {
  const known = resolve(path)
  try {
    await model._getOrLoadLora(known)
    return known
  } catch (cause) {
    throw new ModelError(`The adapter ${path} cannot be added to this model: ${messageOf(cause)}`, { cause })
  }
}

type ContextOptions = Parameters<LlamaModel['createContext']>[0]
type CreatedContext = Awaited<ReturnType<LlamaModel['createContext']>>

async function create(model: LlamaModel, options: ContextOptions): Promise<CreatedContext> {
  try {
    return await model.createContext(options)
  } catch (cause) {
    if (options.lora !== undefined) await forget(model, options.lora)
    throw new EngineError(`A context of ${options.contextSize} tokens cannot be made: ${messageOf(cause)}`, {
      hint: 'Free some memory, or lower models.contextTokens in the task file.',
      cause,
    })
  }
}

async function forget(model: LlamaModel, path: string): Promise<void> {
  const loaded = model._loraAdapters.get(path)
  model._loraAdapters.delete(path)
  await loaded?.dispose()
}
