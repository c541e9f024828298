import type { Candidate } from '../contracts/candidate.ts'
import type { Prediction, Usage } from '../contracts/prediction.ts'
import type { TaskFile } from '../contracts/task.ts'
import { machineCost } from './machine-cost.ts'
import { meanInterval } from './mean-interval.ts'
import type { QueryCost } from './query-cost.ts'
import { tokenCost } from './token-cost.ts'

/**
 * Usage and compute time to USD, for one candidate. What a vendor billed comes first, then token prices, then machine
 * time for local models. A price that is not known is said, never 0.
 *
 * @param queries the candidate's answers, and the busy milliseconds of its latency pass.
 */
export function priceQueries(
  candidate: Pick<Candidate, 'name' | 'kind' | 'models'>,
  queries: { predictions: readonly Prediction[]; computeMs: readonly number[] },
  task: Pick<TaskFile, 'costs' | 'volume' | 'prices'>,
): QueryCost {
  const usages = queries.predictions.flatMap(({ usage }) => usage ?? [])
  const tokens = usages.length === 0 ? {} : { tokensPerQuery: meanTokens(usages) }
  return { ...costOf(candidate, { ...queries, usages }, task), ...tokens }
}

function costOf(
  candidate: Pick<Candidate, 'name' | 'kind' | 'models'>,
  queries: { predictions: readonly Prediction[]; computeMs: readonly number[]; usages: Usage[] },
  task: Pick<TaskFile, 'costs' | 'volume' | 'prices'>,
): QueryCost {
  const billed = queries.predictions.flatMap(({ billedUsd }) => billedUsd ?? [])
  if (billed.length > 0 && billed.length === queries.predictions.length)
    return { perQuery: meanInterval(billed) }
  const isLocal =
    candidate.kind !== 'recorded' && candidate.models.every(({ provider }) => provider === 'local')
  if (isLocal) return machineCost(queries.computeMs, task)
  const key = candidate.kind === 'recorded' ? `recorded:${candidate.name}` : (candidate.models[0]?.name ?? '')
  const price = task.prices[key]
  if (price !== undefined && queries.usages.length === queries.predictions.length)
    return { perQuery: tokenCost(queries.usages, price) }
  return { unknown: unknownCost(candidate, key, price !== undefined) }
}

function unknownCost(candidate: Pick<Candidate, 'name' | 'kind'>, key: string, hasPrice: boolean): string {
  if (hasPrice) return `${candidate.name}: not every answer has inputTokens and outputTokens`
  return candidate.kind === 'recorded'
    ? `${candidate.name}: give costUsd a line, or token counts and prices: { '${key}': … } in the task file`
    : `${candidate.name}: no price for ${key}; add it under prices: in the task file`
}

function meanTokens(usages: readonly Usage[]): { input: number; output: number } {
  const sum = (pick: (usage: Usage) => number) =>
    usages.reduce((total, usage) => total + pick(usage), 0) / usages.length
  return { input: sum((usage) => usage.inputTokens), output: sum((usage) => usage.outputTokens) }
}
