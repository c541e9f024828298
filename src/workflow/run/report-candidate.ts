import type { Consistency } from '../../contracts/gaps.ts'
import type { Candidate } from '../../contracts/candidate.ts'
import type { CandidateReport, RunningModel } from '../../contracts/report.ts'
import type { Selection } from '../../contracts/row-plan.ts'
import type { Task } from '../../contracts/task.ts'
import type { CostInterval } from '../../prices/query-cost.ts'
import { retirementOf } from '../../prices/retirement-of.ts'
import { calibrationOf } from '../../evaluate/calibration.ts'
import { scoredRowOf } from '../../evaluate/scored-row-of.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import type { Arm } from '../../decide/arm.ts'
import type { ArmCost } from '../../decide/cost/arm-cost.ts'
import { claimQuality } from '../../decide/compare/quality-claim.ts'
import { percentileOf, percentileUpperRank, valueAtRank } from '../../stats/percentile-interval.ts'
import { recallByLabel } from '../../scorers/recall-by-label.ts'
import { countValidity } from './count-validity.ts'
import { rulesOf } from './rules-of.ts'
import { armOf } from './arm-of.ts'
import type { TestedFinalist } from './test-finalists.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

interface FinalistFacts {
  task: Task
  isReference: boolean
  /** Level of this opening. */
  alpha: number
  totalCostUsd: number | undefined
  costPerCorrectUsd: CostInterval | undefined
  consistency: Consistency | undefined
  selection: Selection | undefined
  /** Ids of test rows with a twin in the given train or validation rows. */
  leaky: ReadonlySet<string>
}

/** A finalist's figures on the shared test rows. */
export function reportFinalist(finalist: TestedFinalist, facts: FinalistFacts): CandidateReport {
  const { served, validation, shared, cost, hard, allRows } = finalist
  const options = { metric: facts.task.success.quality.metric, seed: facts.task.seed }
  const quality = scoreAnswers(shared, options)
  const clean = shared.filter(({ row }) => !facts.leaky.has(row.id))
  const cleanRows = clean.length === shared.length ? undefined : scoreAnswers(clean, options)
  return {
    ...identityOf(served),
    finalist: true,
    reference: facts.isReference,
    ...optional('validation', validation),
    ...optional('quality', quality),
    ...optional('qualityAllRows', allRows),
    ...optional('qualityCleanRows', cleanRows),
    invalid: shared.filter(({ prediction }) => prediction.validity === 'invalid').length,
    validity: countValidity(shared),
    ...optional('calibration', calibrationOf(shared, facts.task.seed)),
    ...(facts.task.kind === 'classification'
      ? { recallByLabel: recallByLabel(shared.map(scoredRowOf)) }
      : {}),
    ...optional('latencyMs', latencyOf(armOf(finalist, options.metric).latenciesMs)),
    ...optional('tokensPerQuery', cost.tokensPerQuery),
    ...costFigures(cost, facts),
    fitSeconds: cost.fitSeconds,
    ...(served.kind === 'recorded' ? {} : { runs: runsOf(served, facts.task) }),
    ...optional('simplified', finalist.simplified),
    ...optional('seeds', finalist.seeds),
    ...optional('tuningCurve', finalist.tuningCurve),
    ...optional('consistency', facts.consistency),
    ...optional('selection', facts.selection),
    meets: [qualityCriterion(armOf(finalist, options.metric), facts), ...hard],
  }
}

/** The models behind a candidate, hosted ones with the day of their end where one is known. */
export function runsOf(
  { models }: Pick<Candidate, 'models'>,
  { prices }: Pick<Task, 'prices'>,
): RunningModel[] {
  return models.map(({ name, role, provider, licence, adapterSha256 }) => ({
    name,
    role,
    provider,
    ...optional('licence', licence),
    ...(adapterSha256 === undefined ? {} : { adapter: true }),
    ...optional('retires', provider === 'local' ? undefined : retirementOf(name, prices)),
  }))
}

/** What a finalist costs, as the report says it. */
export function costFigures(
  cost: ArmCost,
  facts: Pick<FinalistFacts, 'totalCostUsd' | 'costPerCorrectUsd'>,
): Partial<CandidateReport> {
  return {
    ...optional('costPerQueryUsd', cost.perQuery),
    ...optional('busyCostPerQueryUsd', cost.busyPerQuery),
    ...optional('costPerCorrectUsd', facts.costPerCorrectUsd),
    ...optional('costUnknown', cost.unknown),
    ...optional('priceRow', cost.priceRow),
    ...optional('totalCostUsd', facts.totalCostUsd),
  }
}

/** A candidate that was scored on validation rows only. */
export function reportOther({ candidate, validation }: ValidatedCandidate): CandidateReport {
  return {
    ...identityOf(candidate),
    finalist: false,
    ...optional('validation', validation),
    fitSeconds: candidate.fitCost.seconds,
    meets: [],
  }
}

function identityOf({ name, kind, family, version }: TestedFinalist['served']) {
  return { name, kind, family, version }
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value })
}

function latencyOf(latencies: readonly number[]): CandidateReport['latencyMs'] {
  const n = latencies.length
  if (n === 0) return undefined
  const rank = percentileUpperRank({ n, percentile: 0.95 })
  return {
    p50: percentileOf(latencies, 0.5),
    p95: percentileOf(latencies, 0.95),
    p95High: rank === null ? null : valueAtRank(latencies, rank),
    n,
  }
}

/** "Meets" is the claim alone; whether it stands beside the other claims is the verdict's business. */
export function qualityCriterion(
  arm: Pick<Arm, 'rows'>,
  { task, alpha }: { task: Pick<Task, 'success' | 'seed'>; alpha: number },
): CandidateReport['meets'][number] {
  const rules = rulesOf(task, alpha)
  const { target } = rules
  const { pValue, value, cautiousBound, fails } = claimQuality(arm, rules)
  const result = pValue <= alpha ? 'meets' : fails ? 'fails' : 'cannot-say'
  return { criterion: 'quality', target, value, bound: cautiousBound, result }
}
