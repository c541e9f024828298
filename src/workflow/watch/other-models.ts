import type { Task } from '../../contracts/task.ts'
import { isHostedName } from '../../models/http/hosted-name.ts'
import type { KeyLookup } from '../../models/http/key-for.ts'
import { vendors } from '../../models/http/vendors.data.ts'
import { isNewerInSeries } from '../../prices/model-series.ts'
import { libraryModels, type ListedModel } from '../../prices/price-library.ts'
import { priceOf } from '../../prices/price-of.ts'
import type { TokenPrice } from '../../prices/token-price.ts'
import { usageCost } from '../../prices/usage-cost.ts'
import type { WatchBasis } from './basis-of.ts'

/** A hosted model that was not measured, and why it may be worth it. */
export interface OtherModel {
  model: string
  price: TokenPrice
  /** A query with as many tokens as the measured one takes, without a prompt cache. */
  perQueryUsd: number
  isCheaper: boolean
  /** By its name: the same series with a higher number or a later date. */
  isNewer: boolean
  retirement?: string
}

/** Names of models that do something else than answer a text with a text. */
const otherUses =
  /audio|image|realtime|tts|transcribe|embed|moderation|whisper|vision|search|research|codex|computer-use|ocr|guard|live|voxtral|omni|rerank|veo|:free|:extended|\.ft-|^ft:|^(?:ada|babbage|curie|davinci|text)\b/iu

/**
 * Models of the price library that are cheaper than the measured one, or newer by name: of the vendors that were asked, those
 * under `providers:`, and those whose key is set. The newer ones first, then by price.
 */
export function otherModels(
  task: Pick<Task, 'models' | 'providers' | 'prices'>,
  { basis, measured, keyOf }: { basis: WatchBasis; measured: readonly string[]; keyOf: KeyLookup },
): OtherModel[] {
  const known = new Set([...measured, ...task.models.language])
  const most = perQueryNow(basis, task.prices)
  return configuredProviders(task, { measured, keyOf })
    .flatMap((provider) =>
      libraryModels(provider)
        .filter((listed) => !listed.isRetired && !otherUses.test(listed.model))
        .flatMap((listed) => otherOf(`${provider}:${listed.model}`, { listed, task, basis, most, known })),
    )
    .toSorted((a, b) => Number(b.isNewer) - Number(a.isNewer) || a.perQueryUsd - b.perQueryUsd)
}

/** A query of the measured prompt at today's price, else what it cost when it was measured. */
export function perQueryNow(basis: WatchBasis, prices: Task['prices']): number | undefined {
  const price = basis.model === undefined ? undefined : priceOf(basis.model, prices)
  return price === undefined ? basis.perQueryUsd : perQuery(basis, price)
}

function otherOf(
  model: string,
  facts: {
    listed: ListedModel
    task: Pick<Task, 'prices'>
    basis: WatchBasis
    most: number | undefined
    known: ReadonlySet<string>
  },
): OtherModel[] {
  const { listed, task, basis, most, known } = facts
  const price = priceOf(model, task.prices)
  if (known.has(model) || price === undefined) return []
  const perQueryUsd = perQuery(basis, price)
  const isCheaper = most !== undefined && perQueryUsd < most
  const isNewer = basis.model !== undefined && isNewerInSeries(model, basis.model)
  if (!isCheaper && !isNewer) return []
  const { retirement } = listed
  return [
    { model, price, perQueryUsd, isCheaper, isNewer, ...(retirement === undefined ? {} : { retirement }) },
  ]
}

function perQuery({ tokens }: WatchBasis, price: TokenPrice): number {
  return usageCost({ inputTokens: tokens.input, outputTokens: tokens.output, source: 'estimated' }, price)
}

function configuredProviders(
  { models, providers }: Pick<Task, 'models' | 'providers'>,
  { measured, keyOf }: { measured: readonly string[]; keyOf: KeyLookup },
): string[] {
  const asked = [...measured, ...models.language]
    .filter(isHostedName)
    .map((name) => name.split(':', 1)[0] ?? '')
  const withKey = vendors
    .filter(({ keyEnv }) => keyEnv !== undefined && (keyOf(keyEnv) ?? '').trim() !== '')
    .map(({ name }) => name)
  return [...new Set([...asked, ...Object.keys(providers), ...withKey])]
}
