import * as z from 'zod'
import type { Candidate } from '../../contracts/candidate.ts'
import type { CriterionResult } from '../../contracts/report.ts'
import type { ArmCost } from '../../decide/cost/arm-cost.ts'
import { upFrontOf } from '../../decide/cost/up-front-of.ts'
import { judgeHardCriteria } from '../../decide/criteria/hard-criteria.ts'
import { countUsable, type FormCount } from '../../decide/criteria/validity.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { isUsable } from '../../evaluate/is-usable.ts'
import { priceQueries } from '../../prices/price-queries.ts'
import type { LatencySample } from '../../store/latency-records.ts'
import type { RunContext } from './run-context.ts'

const statingSchema = z.object({ statesValidity: z.literal(true) })

/** Cost and hard criteria of a served candidate, from what was answered and timed so far. */
export function judgeServed(
  run: Pick<RunContext, 'task'>,
  served: Candidate,
  facts: {
    answered: readonly AnsweredRow[]
    latencies: readonly LatencySample[]
    fitted: readonly Candidate[]
    /** Rows that the form of answers is judged on, where they are not those that were priced. */
    formed?: readonly AnsweredRow[]
  },
): { cost: ArmCost; hard: CriterionResult[] } {
  const { task } = run
  const computeMs = facts.latencies.map((sample) => sample.computeMs ?? sample.latencyMs)
  const predictions = facts.answered.map(({ prediction }) => prediction)
  const fitSeconds = [...new Set(facts.fitted)].reduce((sum, { fitCost }) => sum + fitCost.seconds, 0)
  const paidUsd = [...new Set(facts.fitted)].reduce((sum, { fitCost }) => sum + (fitCost.usd ?? 0), 0)
  const cost: ArmCost = {
    ...priceQueries(served, { predictions, computeMs }, task),
    fitSeconds,
    upFrontUsd: (fitSeconds / 3600) * task.costs.machineUsdPerHour + paidUsd,
  }
  const latenciesMs = latenciesOf(served, facts)
  const upFrontUsd = upFrontOf({ ...served, cost }, task)
  const form = formOf(served, facts.formed ?? facts.answered)
  const known = { latenciesMs, cost, upFrontUsd, ...(form === undefined ? {} : { form }) }
  return { cost, hard: judgeHardCriteria(known, task.success) }
}

/** Answers recorded elsewhere are taken as they stand; how they came to their form is known only where each line says so. */
export function formOf({ kind, spec }: Candidate, answered: readonly AnsweredRow[]): FormCount | undefined {
  if (kind === 'recorded' && !statingSchema.safeParse(spec).success) return undefined
  return countUsable(answered.map(({ prediction }) => ({ isUsable: isUsable(prediction) })))
}

/** A recorded candidate brings its own times, when it has one for every row. */
export function latenciesOf(
  served: Candidate,
  facts: { answered: readonly AnsweredRow[]; latencies: readonly LatencySample[] },
): number[] {
  if (served.kind !== 'recorded') return facts.latencies.map(({ latencyMs }) => latencyMs)
  const known = facts.answered.flatMap(({ prediction }) => prediction.latencyMs ?? [])
  return known.length === facts.answered.length ? known : []
}
