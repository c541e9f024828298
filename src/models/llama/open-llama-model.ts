import { availableParallelism } from 'node:os'
import type {
  AdapterFile,
  AnswerScore,
  Choice,
  ChooseRequest,
  Generation,
  GenerateRequest,
  ChoosingModel,
  LanguageModel,
  ModelIdentity,
  ScoreRequest,
} from '../../contracts/model.ts'
import { StoppedError } from '../../errors.ts'
import { readGgufHeader } from '../gguf/read-gguf-header.ts'
import { assertAdapterFits } from '../lora/assert-adapter-fits.ts'
import { assertLabels } from './assert-labels.ts'
import { schemaGrammar } from './grammar/schema-grammar.ts'
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

/** A language model that runs here, with all it can be asked. */
export type LocalModel = ChoosingModel & Required<Pick<LanguageModel, 'scoreAnswer'>>

/** A local language model, adapters for it, and what only tests and benchmarks ask. */
export interface LlamaModel extends LocalModel {
  /**
   * The same weights with an adapter. The host keeps the four adapters that were asked for last in memory and opens the
   * others again. Closing this view closes nothing.
   *
   * @throws ModelError when the adapter was made for another base.
   */
  withAdapter(adapter: AdapterFile, signal?: AbortSignal): Promise<LocalModel>
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
  const { contextTokens: opened } = await host.open(signal)
  const view = (adapter?: AdapterFile): LocalModel => viewOf({ host, identity, opened, adapter })
  return {
    ...view(),
    withAdapter: async (adapter, stop) => {
      const header = readGgufHeader(adapter.path)
      const base = { name: identity.name, header: readGgufHeader(path) }
      assertAdapterFits({ name: `The adapter ${adapter.path}`, header }, base)
      await host.ask({ type: 'adapt', adapter }, { signal: stop })
      return { ...view(adapter), close: () => Promise.resolve() }
    },
    hostPid: () => host.pid,
  }
}

interface View {
  host: ModelHost
  identity: ModelIdentity
  opened: number
  adapter: AdapterFile | undefined
}

function viewOf({ host, identity, opened, adapter }: View): LocalModel {
  const place: Place = { host, with: adapter === undefined ? {} : { adapter } }
  return {
    identity: adapter === undefined ? identity : { ...identity, adapterSha256: adapter.sha256 },
    contextTokens: opened,
    async countTokens(messages) {
      return expectAnswer('count', await host.askBeside({ type: 'count', messages })).tokens
    },
    generate: (request) => generate(place, request),
    choose: (request) => choose(place, request),
    scoreAnswer: (request) => scoreAnswer(place, request),
    close: () => host.close(),
  }
}

/** Whom a request goes to, and what is added to it. */
interface Place {
  host: ModelHost
  with: { adapter?: AdapterFile }
}

async function generate(place: Place, request: GenerateRequest): Promise<Generation> {
  const { messages, maxTokens, sampling, stop = [], schema, keepTo, signal, onDelta } = request
  throwIfStopped(signal)
  const startedAt = performance.now()
  const stream = onDelta !== undefined
  const task = {
    type: 'generate' as const,
    messages,
    maxTokens,
    stop,
    stream,
    ...(sampling === undefined ? {} : { sampling }),
    ...(schema === undefined ? {} : { grammar: schemaGrammar(schema, keepTo) }),
    ...place.with,
  }
  const asked = await place.host.ask(task, { signal, onDelta })
  const { type: _, firstTokenMs, ...generated } = expectAnswer('generate', asked.answer)
  const latencyMs = performance.now() - startedAt
  return { ...generated, latencyMs, firstTokenMs: asked.sentAt - startedAt + firstTokenMs }
}

async function choose(place: Place, request: ChooseRequest): Promise<Choice> {
  const { messages, labels, signal } = request
  throwIfStopped(signal)
  assertLabels(labels)
  const startedAt = performance.now()
  const { answer } = await place.host.ask({ type: 'choose', messages, labels, ...place.with }, { signal })
  const { type: _, ...chosen } = expectAnswer('choose', answer)
  return { ...chosen, latencyMs: performance.now() - startedAt }
}

async function scoreAnswer(place: Place, request: ScoreRequest): Promise<AnswerScore> {
  const { messages, answer: expected, signal } = request
  throwIfStopped(signal)
  const task = { type: 'score' as const, messages, answer: expected, ...place.with }
  const { answer } = await place.host.ask(task, { signal })
  const { type: _, ...scored } = expectAnswer('score', answer)
  return scored
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
