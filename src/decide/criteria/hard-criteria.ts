import type { CriterionResult } from '../../contracts/report.ts'
import type { TaskFile } from '../../contracts/task.ts'
import {
  percentileOf,
  percentileRanks,
  percentileUpperRank,
  valueAtRank,
} from '../../stats/percentile-interval.ts'
import type { ArmCost } from '../cost/arm-cost.ts'
import { judgeValidity, type FormCount } from './validity.ts'

/** What hard criteria are judged from. */
export interface HardFacts {
  latenciesMs: readonly number[]
  cost: ArmCost
  /** How many answers had the asked form; absent where that is not known. */
  form?: FormCount
  /** Fitting and labour, in USD: what the budget is for. */
  upFrontUsd: number
}

const secondsPerDay = 86_400

/**
 * Latency, format validity where it is asked for, cost per query, ready in days and up-front budget: meets, fails or cannot say, each from a one-sided 95 %
 * bound, or from the value where it is no estimate (decision.md §5). A point that passes with a bound that does not is
 * "cannot say", never "meets".
 */
export function judgeHardCriteria(facts: HardFacts, success: TaskFile['success']): CriterionResult[] {
  const { cost } = facts
  return [
    ...latencyTargets(success).map((asked) => judgeLatency(facts.latenciesMs, asked)),
    ...(success.validity === undefined ? [] : [judgeValidity(success.validity.atLeast, facts.form)]),
    judgeQueryCost(success.costPerQueryUsd, cost.perQuery),
    judgeUpperBound('readyInDays', success.readyInDays, exactly(cost.fitSeconds / secondsPerDay)),
    judgeUpperBound('budgetUsd', success.budgetUsd, exactly(facts.upFrontUsd)),
  ]
}

/** What an answer may cost, alone: at another volume or price it is judged again. */
export function judgeQueryCost(target: number, perQuery: ArmCost['perQuery']): CriterionResult {
  return judgeUpperBound('costPerQueryUsd', target, perQuery)
}

interface LatencyTarget {
  criterion: string
  percentile: number
  target: number
}

function latencyTargets({ latencyMs }: TaskFile['success']): LatencyTarget[] {
  const targets = [
    { criterion: 'latencyMs.p50', percentile: 0.5, target: latencyMs.p50 },
    { criterion: 'latencyMs.p95', percentile: 0.95, target: latencyMs.p95 },
    { criterion: 'latencyMs.p99', percentile: 0.99, target: latencyMs.p99 },
  ]
  return targets.flatMap(({ target, ...asked }) => (target === undefined ? [] : [{ ...asked, target }]))
}

function judgeLatency(
  latencies: readonly number[],
  { criterion, percentile, target }: LatencyTarget,
): CriterionResult {
  const n = latencies.length
  if (n === 0) return { criterion, target, value: null, bound: null, result: 'cannot-say' }
  const value = percentileOf(latencies, percentile)
  const upperRank = percentileUpperRank({ n, percentile })
  const bound = upperRank === null ? null : valueAtRank(latencies, upperRank)
  const lowRank = percentileRanks({ n, percentile, confidence: 0.9 })?.low
  const tooSlow = lowRank !== undefined && valueAtRank(latencies, lowRank) > target
  const result = bound !== null && bound <= target ? 'meets' : tooSlow ? 'fails' : 'cannot-say'
  return { criterion, target, value, bound, result }
}

function judgeUpperBound(
  criterion: string,
  target: number,
  interval: { value: number; low: number; high: number } | undefined,
): CriterionResult {
  if (interval === undefined) return { criterion, target, value: null, bound: null, result: 'cannot-say' }
  const { value, low, high } = interval
  const result = high <= target ? 'meets' : low > target ? 'fails' : 'cannot-say'
  return { criterion, target, value, bound: high, result }
}

function exactly(value: number): { value: number; low: number; high: number } {
  return { value, low: value, high: value }
}
