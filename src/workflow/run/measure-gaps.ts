import type { Consistency, Gap } from '../../contracts/gaps.ts'
import { findGaps, gapTests, labelGaps } from '../../decide/gaps/find-gaps.ts'
import { gapRows } from '../../decide/gaps/gap-rows.ts'
import { inputHash } from '../../evaluate/input-hash.ts'
import { measureConsistency } from '../../evaluate/measure-consistency.ts'
import { methodOf } from '../../methods/registry.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedSample } from '../../stats/stratified-sample.ts'
import { rewrites } from '../../text/rewrite/rewrites.ts'
import { askRows } from './ask-rows.ts'
import { explainAbsence } from './fit-candidates.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'
import { planConsistency, type ConsistencyPlan } from './plan-consistency.ts'
import type { RunContext } from './run-context.ts'
import { stratumOf } from './stratum-of.ts'

/** What validation rows show beyond a score. */
export interface MeasuredGaps {
  gaps: Gap[]
  /** By the version of the candidate that was fitted on train alone. */
  consistency: ReadonlyMap<string, Consistency>
}

/**
 * Asks the finalists validation inputs again and in other forms, and looks for what is wrong with the prompt: all kinds of gap
 * in the best prompt, labels taken for others in the other finalists. Called once the verdict's rows are paid for.
 */
export async function measureGaps(
  run: RunContext,
  finalists: readonly MeasuredFinalist[],
): Promise<MeasuredGaps> {
  const consistency = new Map<string, Consistency>()
  const gaps: Gap[] = []
  for (const finalist of finalists.filter(({ answered }) => answered.length > 0)) {
    const measured = await consistencyOrReason(run, finalist)
    consistency.set(finalist.candidate.version, measured)
    gaps.push(...gapsOf(run, finalist, measured))
  }
  const isPrompted = new Set(finalists.filter(isPrompt).map(({ candidate }) => candidate.name))
  const order = (gap: Gap) => (isPrompted.has(gap.candidate) ? 0 : 1)
  return { gaps: gaps.toSorted((a, b) => order(a) - order(b)), consistency }
}

function isPrompt({ candidate }: MeasuredFinalist): boolean {
  return candidate.family === 'prompt'
}

/** It decides nothing: where it cannot be had the report says why, and the verdict stands. */
async function consistencyOrReason(run: RunContext, finalist: MeasuredFinalist): Promise<Consistency> {
  const plan = planConsistency(consistencyFacts(finalist))
  const nothing = { inputs: 0, rewrites: [], worst: [] }
  if (plan === undefined) return { ...nothing, reason: 'it answered no validation row' }
  try {
    const measured = await askAgain(run, finalist, plan)
    return measured.inputs > 0 ? measured : { ...nothing, reason: 'no further question was answered' }
  } catch (error) {
    const absence = explainAbsence(finalist.candidate.name, error)
    if (absence === undefined) throw error
    return { ...nothing, reason: absence.reason }
  }
}

function consistencyFacts({ candidate, answered }: MeasuredFinalist) {
  const languageModels = candidate.models.filter(({ role }) => role === 'language')
  const isHosted = languageModels.some(({ provider }) => provider !== 'local')
  return {
    rows: answered.length,
    asksLanguageModel: languageModels.length > 0,
    varies: isHosted || candidate.sampling.temperature > 0,
  }
}

/** Of the candidate fitted on train alone: the served one may have learnt these very rows. */
function askAgain(
  run: RunContext,
  { candidate, answered }: MeasuredFinalist,
  plan: ConsistencyPlan,
): Promise<Consistency> {
  const { task } = run
  const rows = stratifiedSample(
    answered.map(({ row }) => row),
    { size: plan.inputs, stratumOf: stratumOf(task), random: randomSource(task.seed) },
  )
  return measureConsistency({
    kind: task.kind,
    seed: task.seed,
    rows,
    rewrites: rewrites.slice(0, plan.rewrites),
    asks: plan.asks,
    reorders: methodOf(candidate.kind).reorders?.(candidate) ?? false,
    ask: (asked, form) =>
      askRows(run, candidate, { ...form, rows: asked, label: `${candidate.name}: consistency` }),
  })
}

function gapsOf({ task }: RunContext, finalist: MeasuredFinalist, consistency: Consistency): Gap[] {
  const { metric } = task.success.quality
  const { p95 } = task.success.latencyMs
  const rows = gapRows(finalist.answered, { metric, latencyOf: latencyLookup(finalist) })
  const facts = {
    kind: task.kind,
    rows,
    consistency,
    seed: task.seed,
    ...(p95 === undefined ? {} : { p95Ms: p95 }),
  }
  const tests = isPrompt(finalist) ? gapTests(task.kind) : labelGaps
  return findGaps(finalist.candidate.name, facts, tests)
}

/** Times of the latency pass, one request at a time; those of validation answers where there was no pass. */
function latencyLookup({ latencies }: MeasuredFinalist) {
  const timed = new Map(latencies.map((sample) => [sample.inputHash, sample.latencyMs]))
  return ({ row, prediction }: MeasuredFinalist['answered'][number]) =>
    timed.size === 0 ? prediction.latencyMs : timed.get(inputHash(row))
}
