import { join } from 'node:path'
import type { AdapterFile, Embedder, LanguageModel, ModelIdentity, ModelPool } from '../contracts/model.ts'
import { EngineError, ModelError } from '../errors.ts'
import type { FetchOptions } from './catalogue/fetch-context.ts'
import { ensureModel } from './catalogue/ensure-model.ts'
import { findEntry } from './catalogue/find-entry.ts'
import { identityOf } from './catalogue/identity-of.ts'
import { knownModels } from './catalogue/known-models.ts'
import { encoderModels } from './encoder-models.ts'
import { ensureEngine } from './engines/ensure-engine.ts'
import type { HostedModels, HostedOptions } from './http/hosted-models.ts'
import { isHostedName } from './http/hosted-name.ts'
import type { LlamaModel } from './llama/open-llama-model.ts'
import type { CachedEmbedder } from './onnx/open-embedder.ts'
import { SharedHosts } from './shared-hosts.ts'
import type { Share } from './shared-hosts.ts'

export interface PoolOptions extends FetchOptions, HostedOptions {
  /** The cache folder, absolute. */
  home: string
  /** False: language models are refused (`--no-llm`). */
  useLlama?: boolean | undefined
  /** False: vectors are not kept on disk. */
  embeddingCache?: boolean | undefined
  /** `npm_execpath`, where npm started this program. */
  npmCliPath?: string | undefined
}

/** A pool with a view that computes every vector anew, for measuring latency. */
export interface SharedModelPool extends ModelPool {
  /** The same models; its embedders look nothing up and keep nothing. Closing the view closes nothing. */
  fresh(): ModelPool
}

/**
 * Hands out models by name: the catalogue's, fetching model and engine at first use, and hosted ones
 * (`<provider>:<model>`). One host a digest and one client a server, shared by all who ask; each closes what it was
 * given, and the hosts end with the pool.
 */
export function createModelPool(options: PoolOptions): SharedModelPool {
  const languages = new SharedHosts<LlamaModel>()
  const remote = new SharedHosts<LanguageModel>()
  const embedders = new SharedHosts<CachedEmbedder>()
  const encoders = encoderModels(options)
  let loading: Promise<HostedModels> | undefined
  // The HTTP side is read when a hosted model is asked for: it would take a third of every start.
  const hosted = () =>
    (loading ??= import('./http/hosted-models.ts').then(({ hostedModels }) => hostedModels(options)))
  const view = (isFresh: boolean): Omit<ModelPool, 'close'> => ({
    identify: async (name) =>
      isHostedName(name)
        ? (await hosted()).identify(name)
        : identityOf(findEntry(name, knownModels(options.home))),
    language: async (name, { adapter } = {}) => {
      if (isHostedName(name)) {
        if (adapter !== undefined) throw runsElsewhere(name)
        const { host, giveBack } = await remote.share(name, async () => {
          assertLanguageModelsOn(name, options)
          return (await hosted()).open(name)
        })
        return shareOfLanguage(host, giveBack)
      }
      const identity = known(name, 'language', options)
      const { host, giveBack } = await languages.share(identity.sha256, () => openLanguage(name, options))
      // Two names may be given to the same bytes: each who asks sees the name it asked for.
      if (adapter === undefined) return { ...shareOfLanguage(host, giveBack), identity }
      const adapted = await adaptOrGiveBack({ host, giveBack }, adapter, options.signal)
      return {
        ...shareOfLanguage(adapted, giveBack),
        identity: { ...identity, adapterSha256: adapter.sha256 },
      }
    },
    weights: async (name) => {
      if (isHostedName(name)) throw runsElsewhere(name)
      known(name, 'language', options)
      return (await ensureModel({ ...options, name })).files.model
    },
    tuning: async (provider) => {
      assertLanguageModelsOn(`training at ${provider}`, options)
      const { openTuningService } = await import('./http/tuning/open-tuning-service.ts')
      return openTuningService(provider, options)
    },
    encoderBase: (name) => encoders.encoderBase(name),
    classifier: (files) => encoders.classifier(files),
    embedder: async (name) => {
      const { sha256 } = known(name, 'embedding', options)
      const { host, giveBack } = await embedders.share(sha256, () => openEmbedding(name, options))
      return shareOfEmbedder(host, { isFresh, giveBack })
    },
  })
  return {
    ...view(false),
    close: async () => {
      await Promise.all([languages.close(), remote.close(), embedders.close(), encoders.close()])
      await (await loading)?.close()
    },
    fresh: () => ({ ...view(true), close: () => Promise.resolve() }),
  }
}

function known(
  name: string,
  role: ModelIdentity['role'],
  { home }: PoolOptions,
): ModelIdentity & { sha256: string } {
  const identity = identityOf(findEntry(name, knownModels(home)))
  if (identity.role === role) return identity
  const wanted = role === 'language' ? 'models.language' : 'models.embedding'
  throw new ModelError(`${name} is a model for ${identity.role}, ${wanted} needs one for ${role}.`)
}

function runsElsewhere(name: string): ModelError {
  return new ModelError(`${name} runs elsewhere: adapters are added to local models only.`, {
    hint: 'Name a local model in models.language, such as local:smollm2-135m.',
  })
}

/** A share that got no adapter is of no use to who asked for one. */
async function adaptOrGiveBack(
  { host, giveBack }: Share<LlamaModel>,
  adapter: AdapterFile,
  signal: AbortSignal | undefined,
): Promise<LanguageModel> {
  try {
    return await host.withAdapter(adapter, signal)
  } catch (error) {
    await giveBack()
    throw error
  }
}

async function openLanguage(name: string, options: PoolOptions): Promise<LlamaModel> {
  assertLanguageModelsOn(name, options)
  const { home, progress, signal, npmCliPath } = options
  const engine = await ensureEngine({ name: 'llama', home, progress, signal, npmCliPath })
  const { identity, files } = await ensureModel({ ...options, name })
  // Loaded when a model is: those who ask hosted models only do not wait for it.
  const { openLlamaModel } = await import('./llama/open-llama-model.ts')
  return openLlamaModel({ identity, path: files.model, engine, ...(signal === undefined ? {} : { signal }) })
}

function assertLanguageModelsOn(name: string, { useLlama = true }: PoolOptions): void {
  if (useLlama) return
  throw new EngineError(`${name} is not run: language models are switched off (--no-llm).`, {
    hint: 'Leave out --no-llm to measure it.',
  })
}

async function openEmbedding(name: string, options: PoolOptions): Promise<CachedEmbedder> {
  const { home, progress, signal, npmCliPath, embeddingCache = true } = options
  const engine = await ensureEngine({ name: 'onnx', home, progress, signal, npmCliPath })
  const { identity, files } = await ensureModel({ ...options, name })
  const { model, tokenizer } = files
  if (tokenizer === undefined) throw new ModelError(`${name} has no tokenizer in the catalogue.`)
  const cacheFolder = embeddingCache ? join(home, 'embeddings') : undefined
  const { openEmbedder } = await import('./onnx/open-embedder.ts')
  return openEmbedder({ identity, files: { model, tokenizer }, engine, cacheFolder })
}

function shareOfLanguage(host: LanguageModel, giveBack: () => Promise<void>): LanguageModel {
  return {
    identity: host.identity,
    contextTokens: host.contextTokens,
    countTokens: (messages) => host.countTokens(messages),
    generate: (request) => host.generate(request),
    ...(host.choose === undefined ? {} : { choose: host.choose.bind(host) }),
    ...(host.scoreAnswer === undefined ? {} : { scoreAnswer: host.scoreAnswer.bind(host) }),
    close: giveBack,
  }
}

interface EmbedderShare {
  isFresh: boolean
  giveBack: () => Promise<void>
}

function shareOfEmbedder(host: CachedEmbedder, { isFresh, giveBack }: EmbedderShare): Embedder {
  return {
    identity: host.identity,
    dimensions: host.dimensions,
    embed: (texts, signal) => (isFresh ? host.embedFresh(texts, signal) : host.embed(texts, signal)),
    close: giveBack,
  }
}
