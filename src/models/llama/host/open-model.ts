import { EngineError, ModelError, messageOf } from '../../../errors.ts'
import { defaultContextTokens } from '../default-context.ts'
import type { OpenTask } from '../protocol.ts'
import { chatTokeniser } from './chat-tokens.ts'
import type { ChatTokeniser } from './chat-tokens.ts'
import type { Llama, LlamaModel, NativeContext, NativeSampler } from './engine-surface.ts'
import { labelTokeniser } from './label-tokens.ts'
import type { LabelTokeniser } from './label-tokens.ts'
import { loadEngine } from './load-engine.ts'
import { spareCores, threadsFor } from './spare-cores.ts'
import { TokenSequence } from './token-sequence.ts'

/** A model in memory, with the one sequence of tokens its requests share. */
export interface OpenModel {
  model: LlamaModel
  context: NativeContext
  contextTokens: number
  sequence: TokenSequence
  chat: ChatTokeniser
  tokeniseLabels: LabelTokeniser
  createSampler: () => NativeSampler
}

/** 64 is an eighth slower on two cores, 256 hardly faster; smaller chunks reuse more of a shared front. */
const chunkTokens = 128
const largestBatch = 512

/** @throws EngineError or ModelError that says which part could not be loaded. */
export async function openModel(task: OpenTask): Promise<OpenModel> {
  const { library, jinja, hasGpu } = await loadEngine(task.engineFolder)
  const llama = await library.getLlama({
    gpu: hasGpu ? 'auto' : false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: 'warn',
    // The program reads the last lines when this process dies.
    logger: (level, message) => process.stderr.write(`${level}: ${message.trimEnd()}\n`),
  })
  const model = await loadModel(llama, task.modelPath)
  const contextSize = Math.min(model.trainContextSize, task.contextTokens ?? defaultContextTokens)
  const batchSize = Math.min(largestBatch, contextSize)
  const created = await model.createContext({
    contextSize,
    batchSize,
    sequences: 1,
    threads: task.threads,
    swaFullCache: true,
  })
  const context = created._ctx
  assertKnownEngine(context, llama)
  const chat = chatTokeniser(model, jinja)
  const spare = spareCores()
  const threads = (): number => threadsFor(spare(), task.threads)
  return {
    model,
    context,
    contextTokens: contextSize,
    sequence: new TokenSequence(context, { chunkTokens, batchSize, threads }),
    chat,
    tokeniseLabels: labelTokeniser({
      tokenise: (text) => model.tokenize(text, false),
      terminator: chat.terminator,
    }),
    createSampler: () => new llama._bindings.AddonSampler(model._model),
  }
}

async function loadModel(llama: Llama, modelPath: string): Promise<LlamaModel> {
  try {
    return await llama.loadModel({ modelPath })
  } catch (cause) {
    throw new ModelError(`The model file ${modelPath} cannot be loaded: ${messageOf(cause)}`, { cause })
  }
}

function assertKnownEngine(context: NativeContext, llama: Llama): void {
  const used = [
    'initBatch',
    'addToBatch',
    'decodeBatch',
    'setThreads',
    'sampleToken',
    'removeTokenCellsFromSequence',
  ] as const
  const missing = used.filter((name) => typeof context?.[name] !== 'function')
  if (missing.length === 0 && typeof llama._bindings?.AddonSampler === 'function') return
  throw new EngineError(
    `This node-llama-cpp is built differently (no ${missing.join(', ') || 'AddonSampler'}).`,
    {
      hint: 'Install the version this program was made for: crossover engine add llama',
    },
  )
}
