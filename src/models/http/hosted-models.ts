import type { LanguageModel, ModelIdentity } from '../../contracts/model.ts'
import type { TaskFile } from '../../contracts/task.ts'
import type { SpendMeter } from '../../prices/spend-meter.ts'
import { SharedHosts } from '../shared-hosts.ts'
import { identityOfHosted } from './identity-of-hosted.ts'
import { keyFor, type KeyLookup } from './key-for.ts'
import { openHttpModel } from './open-http-model.ts'
import { resolveModel, type ResolvedModel } from './resolve-model.ts'
import { createHttpClient, type HttpClient, type HttpClientOptions } from './transport/http-client.ts'

/** What all hosted models of a pool share. */
export interface HostedOptions {
  /** `providers:` and `prices:` of the task file. */
  providers?: TaskFile['providers'] | undefined
  prices?: TaskFile['prices'] | undefined
  keyOf?: KeyLookup | undefined
  meter?: SpendMeter | undefined
  /** Requests in flight to one server at most. */
  concurrency?: number | undefined
  clientOptions?: HttpClientOptions | undefined
}

/** Hosted models by name, with one client a server (and key): they share its connections, pauses and retries. */
export interface HostedModels {
  /** @throws ModelError for an unknown provider. */
  identify(name: string): ModelIdentity
  /** @throws ModelError for an unknown provider, ProviderError when its key is not set. */
  open(name: string): Promise<LanguageModel>
  /** Closes the clients that no model holds, and promises the same for the others. */
  close(): Promise<void>
}

/** Makes the hosted side of a pool; nothing is connected before a model is asked. */
export function hostedModels(options: HostedOptions): HostedModels {
  const clients = new SharedHosts<HttpClient>()
  return {
    identify: (name) => identityOfHosted(name, resolveModel(name, options.providers).baseUrl),
    async open(name) {
      const resolved = resolveModel(name, options.providers)
      const id = `${resolved.baseUrl} ${resolved.keyEnv ?? ''}`
      const { host, giveBack } = await clients.share(id, async () => createClient(resolved, options))
      const model = await openHttpModel({ ...options, name, client: host })
      return { ...model, close: giveBack }
    },
    close: () => clients.close(),
  }
}

function createClient(resolved: ResolvedModel, options: HostedOptions): HttpClient {
  const { clientOptions, concurrency, keyOf } = options
  const key = keyFor(resolved, keyOf)
  return createHttpClient({
    ...clientOptions,
    ...(concurrency === undefined ? {} : { concurrency }),
    secrets: [...(clientOptions?.secrets ?? []), ...(key === undefined ? [] : [key])],
  })
}
