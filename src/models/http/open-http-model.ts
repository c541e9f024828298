import type { LanguageModel } from '../../contracts/model.ts'
import type { TaskFile } from '../../contracts/task.ts'
import { priceOf } from '../../prices/price-of.ts'
import type { SpendMeter } from '../../prices/spend-meter.ts'
import { askModel } from './ask-model.ts'
import { firstDialect } from './dialect.ts'
import { estimateChatTokens } from './estimate-tokens.ts'
import { identityOfHosted } from './identity-of-hosted.ts'
import { keyFor, type KeyLookup } from './key-for.ts'
import type { ModelConnection } from './model-connection.ts'
import { resolveModel } from './resolve-model.ts'
import { createHttpClient, type HttpClient, type HttpClientOptions } from './transport/http-client.ts'

export interface HttpModelOptions {
  /** `<provider>:<model>`, e.g. `openai:gpt-5-mini`. */
  name: string
  /** Of the task file. */
  providers?: TaskFile['providers'] | undefined
  prices?: TaskFile['prices'] | undefined
  /** The value of an environment variable; without it no key is known. */
  keyOf?: KeyLookup | undefined
  /** Sets money aside for every request; without it there is no limit. */
  meter?: SpendMeter | undefined
  /** A client to share; it is not closed with the model. */
  client?: HttpClient | undefined
  /** For a client of its own. */
  clientOptions?: HttpClientOptions | undefined
}

/**
 * A hosted model, or one on a server of one's own, asked over HTTP. It has no `choose`: token probabilities are not asked for.
 *
 * @throws ModelError for an unknown provider, ProviderError when the key's environment variable is not set. Nothing is
 * sent before the first `generate`.
 */
export async function openHttpModel(options: HttpModelOptions): Promise<LanguageModel> {
  const { name, providers, prices, keyOf, meter, client: shared, clientOptions } = options
  const resolved = resolveModel(name, providers)
  const key = keyFor(resolved, keyOf)
  const client = shared ?? createHttpClient({ ...clientOptions, secrets: secretsOf(key, clientOptions) })
  const connection: ModelConnection = {
    resolved,
    key,
    client,
    meter,
    price: priceOf(name, prices),
    dialect: firstDialect(resolved.capabilities),
  }
  return {
    identity: identityOfHosted(name, resolved.baseUrl),
    contextTokens: resolved.contextTokens,
    countTokens: (messages) => Promise.resolve(estimateChatTokens(messages)),
    generate: (request) => askModel(connection, request),
    close: async () => {
      if (shared === undefined) await client.close()
    },
  }
}

function secretsOf(key: string | undefined, options: HttpClientOptions = {}): string[] {
  return [...(options.secrets ?? []), ...(key === undefined ? [] : [key])]
}
