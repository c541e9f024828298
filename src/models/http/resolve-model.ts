import { closest } from 'fastest-levenshtein'
import type { TaskFile } from '../../contracts/task.ts'
import { ModelError } from '../../errors.ts'
import { libraryRow } from '../../prices/price-library.ts'
import type { Capabilities, ModelFacts, ProtocolName, Vendor } from './vendor.ts'
import { compatible, messages, responses, vendors } from './vendors.data.ts'

type Providers = TaskFile['providers']

/** A hosted model's name made whole: where it is asked, how, and what its server accepts. */
export interface ResolvedModel {
  /** As in the task file: `openai:gpt-5-mini`. */
  name: string
  provider: string
  /** The vendor's own name. */
  model: string
  /** Without a slash at its end. */
  baseUrl: string
  protocol: ProtocolName
  auth: Vendor['auth']
  keyEnv: string | undefined
  capabilities: Capabilities
  contextTokens: number
}

/** For servers that say nothing: what small local servers are started with. */
const cautiousContext = 4096

/**
 * What a hosted name means: the task's own entry under `providers:` first, then the known vendors. An entry at a known
 * vendor's address, or named like one, is taken to accept what the vendor does; a key never follows to another address.
 *
 * @throws ModelError that names the nearest known provider and shows how to add one.
 */
export function resolveModel(name: string, providers: Providers = {}): ResolvedModel {
  const colon = name.indexOf(':')
  const provider = name.slice(0, colon)
  const model = name.slice(colon + 1)
  const entry = providers[provider]
  const vendor = vendorFor(provider, entry)
  if (entry === undefined && vendor === undefined) throw unknownProvider(name, provider, providers)
  const protocol = entry?.protocol ?? vendor?.protocol ?? 'openai-chat'
  const baseUrl = (entry?.baseUrl ?? vendor?.baseUrl ?? '').replace(/\/+$/u, '')
  const speaksAsVendor = vendor !== undefined && vendor.protocol === protocol
  const facts = vendor === undefined ? undefined : factsOf(model, vendor)
  return {
    name,
    provider,
    model,
    baseUrl,
    protocol,
    auth: protocol === 'anthropic-messages' ? 'x-api-key' : 'bearer',
    keyEnv: entry?.keyEnv ?? (isAt(vendor, baseUrl) ? vendor?.keyEnv : undefined),
    capabilities: capabilitiesOf(protocol, speaksAsVendor ? vendor : undefined, facts),
    contextTokens:
      entry?.contextTokens ??
      facts?.contextTokens ??
      libraryRow(provider, model)?.contextTokens ??
      vendor?.contextTokens ??
      cautiousContext,
  }
}

function vendorFor(provider: string, entry: Providers[string] | undefined): Vendor | undefined {
  const atAddress = entry && vendors.find((vendor) => isAt(vendor, entry.baseUrl))
  return atAddress ?? vendors.find(({ name }) => name === provider)
}

function isAt(vendor: Vendor | undefined, baseUrl: string): boolean {
  return vendor !== undefined && new URL(vendor.baseUrl).origin === new URL(baseUrl).origin
}

function factsOf(model: string, { models }: Vendor): ModelFacts | undefined {
  const bare = model.startsWith('ft:') ? model.slice(3) : model
  return models
    .filter(({ prefix }) => bare.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)[0]
}

function capabilitiesOf(
  protocol: ProtocolName,
  vendor: Vendor | undefined,
  facts: ModelFacts | undefined,
): Capabilities {
  const base = { 'openai-chat': compatible, 'openai-responses': responses, 'anthropic-messages': messages }
  const from: Capabilities = vendor ?? base[protocol]
  return {
    structured: facts?.structured ?? from.structured,
    maxTokensField: from.maxTokensField,
    temperature: facts?.temperature ?? from.temperature,
    ...(from.seedField === undefined ? {} : { seedField: from.seedField }),
    stop: (facts?.stop ?? from.stop) && protocol !== 'openai-responses',
    streamUsage: from.streamUsage,
    ...(facts?.reasoningTokens === undefined ? {} : { reasoningTokens: facts.reasoningTokens }),
  }
}

function unknownProvider(name: string, provider: string, providers: Providers): ModelError {
  const known = [...Object.keys(providers), ...vendors.map((vendor) => vendor.name), 'local', 'hf']
  return new ModelError(
    `There is no provider "${provider}" for the model "${name}". Did you mean ${closest(provider, known)}? Known: ${known.join(', ')}.`,
    {
      hint: `Add any OpenAI-compatible server to the task file: providers: { ${provider}: { baseUrl: https://…/v1, keyEnv: ${provider.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '_')}_API_KEY } }`,
    },
  )
}
