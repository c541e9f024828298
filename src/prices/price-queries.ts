import type { Candidate } from '../contracts/candidate.ts'
import type { MeanTokens } from '../contracts/mean-tokens.ts'
import type { Prediction, Usage } from '../contracts/prediction.ts'
import type { TaskFile } from '../contracts/task.ts'
import { machineCost } from './machine-cost.ts'
import { isStale } from './is-stale.ts'
import { meanInterval } from './mean-interval.ts'
import { priceOf } from './price-of.ts'
import type { QueryCost } from './query-cost.ts'
import { tokenCost } from './token-cost.ts'
import type { TokenPrice } from './token-price.ts'

/** A candidate's answers, and the busy milliseconds of its latency pass. */
export interface PricedQueries {
  predictions: readonly Prediction[]
  computeMs: readonly number[]
  /** The day on which a price row is called old or not; today. */
  now?: Date
}

/**
 * Usage and compute time to USD, for one candidate. What a vendor billed comes first, then token prices (the task file's,
 * our overlay's, the price library's), then machine time for local models. A price that is not known is said, never 0.
 */
export function priceQueries(
  candidate: Pick<Candidate, 'name' | 'kind' | 'models'>,
  queries: PricedQueries,
  task: Pick<TaskFile, 'costs' | 'volume' | 'prices'>,
): QueryCost {
  const usages = queries.predictions.flatMap(({ usage }) => usage ?? [])
  const tokens = usages.length === 0 ? {} : { tokensPerQuery: meanTokens(usages) }
  return { ...costOf(candidate, { ...queries, usages }, task), ...tokens }
}

function costOf(
  candidate: Pick<Candidate, 'name' | 'kind' | 'models'>,
  queries: PricedQueries & { usages: Usage[] },
  task: Pick<TaskFile, 'costs' | 'volume' | 'prices'>,
): QueryCost {
  const billed = queries.predictions.flatMap(({ billedUsd }) => billedUsd ?? [])
  if (billed.length > 0 && billed.length === queries.predictions.length)
    return { perQuery: meanInterval(billed) }
  const isLocal =
    candidate.kind !== 'recorded' && candidate.models.every(({ provider }) => provider === 'local')
  if (isLocal) return machineCost(queries.computeMs, task)
  const key = pricedName(candidate)
  const price = priceOf(key, task.prices)
  if (price !== undefined && queries.usages.length === queries.predictions.length)
    return {
      ...tokenCost(queries.usages, price, task.volume),
      priceRow: describePrice(price, { name: key, now: queries.now ?? new Date() }),
    }
  return { unknown: unknownCost(candidate, key, price !== undefined) }
}

/** Recorded predictions have a row of their own; the others are priced by the language model they ask. */
function pricedName({ kind, name, models }: Pick<Candidate, 'name' | 'kind' | 'models'>): string {
  if (kind === 'recorded') return `recorded:${name}`
  const hosted = models.find(({ role, provider }) => role === 'language' && provider !== 'local')
  return (hosted ?? models[0])?.name ?? ''
}

/** A price row in words: the rates, where they are from, how old they are. */
export function describePrice(price: TokenPrice, { name, now }: { name: string; now: Date }): string {
  const { inputPerMillionUsd, outputPerMillionUsd, source, asOf } = price
  const age =
    asOf === undefined ? 'no date' : `as of ${asOf}${isStale(price, now) ? ', older than 90 days' : ''}`
  return `${name}: ${inputPerMillionUsd} USD in and ${outputPerMillionUsd} USD out per million tokens (${source}, ${age})`
}

function unknownCost(candidate: Pick<Candidate, 'name' | 'kind'>, key: string, hasPrice: boolean): string {
  if (hasPrice) return `${candidate.name}: not every answer has inputTokens and outputTokens`
  return candidate.kind === 'recorded'
    ? `${candidate.name}: give costUsd a line, or token counts and prices: { '${key}': … } in the task file`
    : `${candidate.name}: no price for ${key}; add it under prices: in the task file`
}

function meanTokens(usages: readonly Usage[]): MeanTokens {
  const mean = (pick: (usage: Usage) => number | undefined) =>
    usages.reduce((total, usage) => total + (pick(usage) ?? 0), 0) / usages.length
  const cached = mean((usage) => usage.cachedInputTokens)
  const reasoning = mean((usage) => usage.reasoningTokens)
  return {
    input: mean((usage) => usage.inputTokens),
    ...(cached === 0 ? {} : { cached }),
    output: mean((usage) => usage.outputTokens),
    ...(reasoning === 0 ? {} : { reasoning }),
  }
}
