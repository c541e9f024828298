import { availableParallelism } from 'node:os'
import type {
  Choice,
  ChooseRequest,
  Generation,
  GenerateRequest,
  ChoosingModel,
  ModelIdentity,
} from '../../contracts/model.ts'
import { StoppedError } from '../../errors.ts'
import { assertLabels } from './assert-labels.ts'
import { ModelHost } from './model-host.ts'
import type { Answer } from './protocol.ts'

export interface LlamaModelOptions {
  identity: ModelIdentity
  /** The GGUF file. */
  path: string
  /** Where node-llama-cpp is installed. */
  engine: { folder: string }
  /** Default: as many as the machine offers. */
  threads?: number
  /** Default: the model's own, at most 8,192. */
  contextTokens?: number
  /** Stops the loading. */
  signal?: AbortSignal
}

/** A local language model, and what only tests and benchmarks ask. */
export interface LlamaModel extends ChoosingModel {
  /** The process the model runs in now. */
  hostPid(): number | undefined
}

/**
 * Opens a GGUF model in a process of its own. Requests run one at a time; `latencyMs` includes the wait for the turn,
 * `computeMs` does not. A crash rejects the request it happened in with an EngineError (an attempt, not an answer),
 * and the next request starts the process again.
 *
 * @throws EngineError or ModelError when engine or file cannot be loaded, StoppedError when `signal` fires.
 */
export async function openLlamaModel(options: LlamaModelOptions): Promise<LlamaModel> {
  const { identity, path, engine, threads = availableParallelism(), contextTokens, signal } = options
  const host = new ModelHost({
    type: 'open',
    engineFolder: engine.folder,
    modelPath: path,
    threads,
    ...(contextTokens === undefined ? {} : { contextTokens }),
  })
  const opened = await host.open(signal)
  return {
    identity,
    contextTokens: opened.contextTokens,
    async countTokens(messages) {
      return expectAnswer('count', await host.askBeside({ type: 'count', messages })).tokens
    },
    generate: (request) => generate(host, request),
    choose: (request) => choose(host, request),
    close: () => host.close(),
    hostPid: () => host.pid,
  }
}

async function generate(host: ModelHost, request: GenerateRequest): Promise<Generation> {
  const { messages, maxTokens, sampling, stop = [], signal, onDelta } = request
  throwIfStopped(signal)
  const startedAt = performance.now()
  const stream = onDelta !== undefined
  const task = { type: 'generate' as const, messages, maxTokens, stop, stream }
  const asked = await host.ask(sampling === undefined ? task : { ...task, sampling }, { signal, onDelta })
  const { type: _, firstTokenMs, ...generated } = expectAnswer('generate', asked.answer)
  const latencyMs = performance.now() - startedAt
  return { ...generated, latencyMs, firstTokenMs: asked.sentAt - startedAt + firstTokenMs }
}

async function choose(host: ModelHost, request: ChooseRequest): Promise<Choice> {
  const { messages, labels, signal } = request
  throwIfStopped(signal)
  assertLabels(labels)
  const startedAt = performance.now()
  const { answer } = await host.ask({ type: 'choose', messages, labels }, { signal })
  const { type: _, ...chosen } = expectAnswer('choose', answer)
  return { ...chosen, latencyMs: performance.now() - startedAt }
}

function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new StoppedError('The request was stopped.', { cause: signal.reason })
}

function expectAnswer<Type extends Answer['type']>(
  type: Type,
  answer: Answer,
): Extract<Answer, { type: Type }> {
  if (answer.type !== type) throw new TypeError(`Asked for ${type}, the host answered ${answer.type}.`)
  return answer as Extract<Answer, { type: Type }>
}
