import { ModelError, messageOf } from '../../../errors.ts'
import { defaultContextTokens } from '../default-context.ts'
import type { Adapter, OpenTask } from '../protocol.ts'
import { assertKnownEngine } from './assert-known-engine.ts'
import { chatTokeniser } from './chat-tokens.ts'
import type { ChatTokeniser } from './chat-tokens.ts'
import type { Llama, LlamaModel, NativeGrammarState, NativeSampler } from './engine-surface.ts'
import { labelTokeniser } from './label-tokens.ts'
import type { LabelTokeniser } from './label-tokens.ts'
import { loadEngine } from './load-engine.ts'
import { openContext } from './open-context.ts'
import type { OpenContext } from './open-context.ts'
import { recentlyUsed } from './recently-used.ts'
import { spareCores, threadsFor } from './spare-cores.ts'

/** A model's weights in memory, and what its contexts have in common. */
export interface OpenModel {
  model: LlamaModel
  contextTokens: number
  /** Asked before each decode call, and the most it may answer. */
  threads: () => number
  mostThreads: number
  chat: ChatTokeniser
  tokeniseLabels: LabelTokeniser
  createSampler: () => NativeSampler
  /** A grammar (GBNF) with nothing written yet. */
  startGrammar: (text: string) => NativeGrammarState
}

/** A model with the contexts its requests run in: one for the base, one for each adapter that was asked for lately. */
export interface OpenContexts {
  open: OpenModel
  /** @throws ModelError when the adapter cannot be added to the model. */
  contextOf(adapter: Adapter | undefined): Promise<OpenContext>
}

/** A context takes 23 KB a token for the 135M default: at 8,192 tokens 190 MB each. */
const mostAdapters = 4

/** @throws EngineError or ModelError that says which part could not be loaded. */
export async function openModel(task: OpenTask): Promise<OpenContexts> {
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
  assertKnownEngine(llama, model)
  const chat = chatTokeniser(model, jinja)
  const spare = spareCores()
  const open: OpenModel = {
    model,
    contextTokens: Math.min(model.trainContextSize, task.contextTokens ?? defaultContextTokens),
    threads: () => threadsFor(spare(), task.threads),
    mostThreads: task.threads,
    chat,
    tokeniseLabels: labelTokeniser({
      tokenise: (text) => model.tokenize(text, false),
      terminator: chat.terminator,
    }),
    createSampler: () => new llama._bindings.AddonSampler(model._model),
    startGrammar: (text) => {
      const { AddonGrammar, AddonGrammarEvaluationState } = llama._bindings
      const grammar = new AddonGrammar(text, { addonExports: llama._bindings, rootRuleName: 'root' })
      return new AddonGrammarEvaluationState(model._model, grammar)
    },
  }
  const base = await openContext(open)
  const adapted = recentlyUsed<OpenContext>(mostAdapters, (context) => context.close())
  const contextOf = async (adapter: Adapter | undefined): Promise<OpenContext> =>
    adapter === undefined ? base : adapted.get(adapter.sha256, () => openContext(open, adapter))
  return { open, contextOf }
}

async function loadModel(llama: Llama, modelPath: string): Promise<LlamaModel> {
  try {
    return await llama.loadModel({ modelPath })
  } catch (cause) {
    throw new ModelError(`The model file ${modelPath} cannot be loaded: ${messageOf(cause)}`, { cause })
  }
}
