import { EngineError } from '../../../errors.ts'
import type { Llama, LlamaModel, NativeContext } from './engine-surface.ts'

/**
 * The native objects we use are no promise of the engine's: another version may name them differently.
 *
 * @throws EngineError that names what is missing.
 */
export function assertKnownEngine(llama: Llama, model: LlamaModel): void {
  const natives = ['AddonSampler', 'AddonGrammar', 'AddonGrammarEvaluationState'] as const
  const missing = [
    ...natives.filter((name) => typeof llama._bindings?.[name] !== 'function'),
    ...(model._loraAdapters instanceof Map ? [] : ['_loraAdapters']),
    ...(typeof model._getOrLoadLora === 'function' ? [] : ['_getOrLoadLora']),
  ]
  assertNoneMissing(missing)
}

/** @throws EngineError that names what is missing. */
export function assertKnownContext(context: NativeContext): void {
  const used = [
    'initBatch',
    'addToBatch',
    'decodeBatch',
    'setThreads',
    'sampleToken',
    'removeTokenCellsFromSequence',
  ] as const
  assertNoneMissing(used.filter((name) => typeof context?.[name] !== 'function'))
}

function assertNoneMissing(missing: readonly string[]): void {
  if (missing.length === 0) return
  throw new EngineError(`This node-llama-cpp is built differently (no ${missing.join(', ')}).`, {
    hint: 'Install the version this program was made for: crossover engine add llama',
  })
}
