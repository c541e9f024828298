import type { TuningCapabilities, TuningProtocol, TuningService } from '../../../contracts/tuning-service.ts'
import { ModelError, ProviderError } from '../../../errors.ts'
import type { HostedOptions } from '../hosted-models.ts'
import { keyFor } from '../key-for.ts'
import { resolveModel, type ResolvedModel } from '../resolve-model.ts'
import { createHttpClient } from '../transport/http-client.ts'
import { systemClock } from '../transport/http-clock.ts'
import { compatibleTuning, tuningVendors } from './capabilities.data.ts'
import { fireworksTuning } from './fireworks-tuning.ts'
import { openaiTuning } from './openai-tuning.ts'
import { togetherTuning } from './together-tuning.ts'
import type { TuningConnection } from './tuning-connection.ts'

const protocols: Record<TuningProtocol, (connection: TuningConnection) => TuningService> = {
  openai: openaiTuning,
  together: togetherTuning,
  fireworks: fireworksTuning,
}

/**
 * A vendor's fine-tuning, by the protocol that it speaks. Nothing is sent before the first call.
 *
 * @throws ModelError for a provider that is not known to train models, ProviderError when its key is not set.
 */
export async function openTuningService(provider: string, options: HostedOptions): Promise<TuningService> {
  const resolved = resolveModel(`${provider}:tuning`, options.providers)
  const capabilities = capabilitiesOf(resolved, options.providers)
  const key = keyOrExplain(resolved, options)
  const { clientOptions } = options
  const client = createHttpClient({
    concurrency: 2,
    ...clientOptions,
    // A file of half a gigabyte is under way for minutes, and nothing comes back before it is all there.
    timeouts: { firstByteMs: 900_000, totalMs: 1_800_000, ...clientOptions?.timeouts },
    secrets: [...(clientOptions?.secrets ?? []), ...(key === undefined ? [] : [key])],
  })
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
  return protocols[capabilities.protocol]({
    provider,
    baseUrl: resolved.baseUrl,
    capabilities,
    client,
    headers,
    clock: clientOptions?.clock ?? systemClock,
    settingOf: (name) => options.keyOf?.(name)?.trim() || undefined,
  })
}

function capabilitiesOf(
  { provider, protocol, baseUrl }: ResolvedModel,
  providers: HostedOptions['providers'],
): TuningCapabilities {
  const known = tuningVendors[provider]
  if (known !== undefined && protocol !== 'anthropic-messages') return known
  const isOwn = providers?.[provider] !== undefined
  if (isOwn && protocol !== 'anthropic-messages') return compatibleTuning
  throw new ModelError(
    `tuning.hosted names "${provider}" (${baseUrl}), which is not known to train models.`,
    {
      hint: `Known: ${Object.keys(tuningVendors).join(', ')}. A server that speaks OpenAI's fine-tuning protocol is an entry under providers: with its baseUrl and keyEnv.`,
    },
  )
}

function keyOrExplain(resolved: ResolvedModel, { keyOf }: HostedOptions): string | undefined {
  const { provider, keyEnv } = resolved
  try {
    return keyFor({ name: `Training at ${provider}`, keyEnv }, keyOf)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    throw new ProviderError(error.message, {
      isTransient: false,
      attempts: 0,
      hint: `export ${keyEnv ?? ''}=…, then crossover run --allow-upload`,
    })
  }
}
