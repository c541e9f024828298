import type { Retirement } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { isHostedName } from '../../models/http/hosted-name.ts'
import type { KeyLookup } from '../../models/http/key-for.ts'
import { vendors } from '../../models/http/vendors.data.ts'
import { isNewerInSeries } from '../../prices/model-series.ts'
import { libraryModels } from '../../prices/price-library.ts'
import { priceOf } from '../../prices/price-of.ts'
import { retirementOf } from '../../prices/retirement-of.ts'
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
  /** The price library did not list it yet when the verdict was reached. */
  isNewlyListed: boolean
  /** The task file gives it a price, and it was not measured. */
  isPricedByTask: boolean
  /** What its row says of its end, in the row's words. */
  retirement?: string
  /** The day of its end, where one is known. */
  retires?: Retirement
}

/** Names of models that do something else than answer a text with a text. */
const otherUses =
  /audio|image|realtime|tts|transcribe|embed|moderation|whisper|vision|search|research|codex|computer-use|ocr|guard|live|voxtral|omni|rerank|veo|:free|:extended|\.ft-|^ft:|^(?:ada|babbage|curie|davinci|text)\b/iu

/** What other models are held against. */
export interface WatchFacts {
  basis: WatchBasis
  /** Models of the verdict. */
  measured: readonly string[]
  /** What the price library listed when the verdict was reached; absent where that was not written down. */
  listedThen?: readonly string[] | undefined
  keyOf: KeyLookup
}

/**
 * Models of the price library that are cheaper than the measured one, newer by name, or newly listed: of the vendors that were
 * asked, those under `providers:`, and those whose key is set. Models that the task file prices come along whatever they cost.
 * The newer ones first, then by price.
 */
export function otherModels(
  task: Pick<Task, 'models' | 'providers' | 'prices'>,
  facts: WatchFacts,
): OtherModel[] {
  const known = new Set([...facts.measured, ...task.models.language])
  const most = perQueryNow(facts.basis, task.prices)
  return candidatesOf(task, facts)
    .filter(({ model }) => !known.has(model))
    .flatMap((one) => describe(one, { task, facts, most }))
    .filter(
      ({ isCheaper, isNewer, isNewlyListed, isPricedByTask }) =>
        isCheaper || isNewer || isNewlyListed || isPricedByTask,
    )
    .toSorted((a, b) => urgency(b) - urgency(a) || a.perQueryUsd - b.perQueryUsd)
}

function candidatesOf(
  task: Pick<Task, 'models' | 'providers' | 'prices'>,
  facts: WatchFacts,
): Pick<OtherModel, 'model' | 'retirement'>[] {
  const listed = configuredProviders(task, facts).flatMap((provider) =>
    libraryModels(provider)
      .filter(({ model, isRetired }) => !isRetired && !otherUses.test(model))
      .map(({ model, retirement }) => ({
        model: `${provider}:${model}`,
        ...(retirement === undefined ? {} : { retirement }),
      })),
  )
  const names = new Set(listed.map(({ model }) => model))
  const vendorNames = new Set([...vendors.map(({ name }) => name), ...Object.keys(task.providers)])
  // A price may also be of recorded answers, or of a vendor that was taken out of the task file: those cannot be asked.
  const priced = Object.keys(task.prices).filter(
    (model) => vendorNames.has(providerOf(model)) && !names.has(model),
  )
  return [...priced.map((model) => ({ model })), ...listed]
}

function urgency({ isNewer, isNewlyListed, isPricedByTask }: OtherModel): number {
  return Number(isPricedByTask) * 4 + Number(isNewer) * 2 + Number(isNewlyListed)
}

/** A query of the measured prompt at today's price, else what it cost when it was measured. */
export function perQueryNow(basis: WatchBasis, prices: Task['prices']): number | undefined {
  const price = basis.model === undefined ? undefined : priceOf(basis.model, prices)
  return price === undefined ? basis.perQueryUsd : perQuery(basis, price)
}

function describe(
  { model, retirement }: Pick<OtherModel, 'model' | 'retirement'>,
  facts: { task: Pick<Task, 'prices'>; facts: WatchFacts; most: number | undefined },
): OtherModel[] {
  const { basis, listedThen } = facts.facts
  const retires = retirementOf(model, facts.task.prices)
  const price = priceOf(model, facts.task.prices)
  if (price === undefined) return []
  const perQueryUsd = perQuery(basis, price)
  const isPricedByTask = Object.hasOwn(facts.task.prices, model)
  return [
    {
      model,
      price,
      perQueryUsd,
      isCheaper: facts.most !== undefined && perQueryUsd < facts.most,
      isNewer: basis.model !== undefined && isNewerInSeries(model, basis.model),
      isNewlyListed: !isPricedByTask && isNew(model, listedThen),
      isPricedByTask,
      ...(retirement === undefined ? {} : { retirement }),
      ...(retires === undefined ? {} : { retires }),
    },
  ]
}

/** Of vendors that were not asked then nothing was written down. */
function isNew(model: string, listedThen: readonly string[] = []): boolean {
  const vendor = model.slice(0, model.indexOf(':') + 1)
  return listedThen.some((name) => name.startsWith(vendor)) && !listedThen.includes(model)
}

function perQuery({ tokens }: WatchBasis, price: TokenPrice): number {
  return usageCost({ inputTokens: tokens.input, outputTokens: tokens.output, source: 'estimated' }, price)
}

function configuredProviders(
  { models, providers }: Pick<Task, 'models' | 'providers'>,
  { measured, keyOf }: WatchFacts,
): string[] {
  const asked = [...measured, ...models.language].filter(isHostedName).map(providerOf)
  const withKey = vendors
    .filter(({ keyEnv }) => keyEnv !== undefined && (keyOf(keyEnv) ?? '').trim() !== '')
    .map(({ name }) => name)
  return [...new Set([...asked, ...Object.keys(providers), ...withKey])]
}

function providerOf(name: string): string {
  return name.split(':', 1)[0] ?? ''
}
