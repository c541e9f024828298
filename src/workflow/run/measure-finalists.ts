import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { TrainingSplit } from '../../contracts/method.ts'
import type { Task } from '../../contracts/task.ts'
import type { CriterionResult } from '../../contracts/report.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import type { ArmCost } from '../../decide/cost/arm-cost.ts'
import { EngineError } from '../../errors.ts'
import { measureLatency } from '../../evaluate/measure-latency.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedSample } from '../../stats/stratified-sample.ts'
import type { LatencySample } from '../../store/latency-records.ts'
import { stratumOf } from './stratum-of.ts'
import { fitOne } from './fit-one.ts'
import { judgeServed } from './judge-served.ts'
import { openCandidate } from './open-candidate.ts'
import type { RunContext } from './run-context.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/** The fewest rows from which a p95, and a p99, has an upper bound (decision.md §4), and one to spare. */
const latencyRows = { p95: 60, p99: 300 }

/** A finalist as it would be served, with its time and its money; the test set is still sealed. */
export interface MeasuredFinalist extends ValidatedCandidate {
  /** Fitted on train + validation where the method does that. */
  served: Candidate
  latencies: LatencySample[]
  cost: ArmCost
  hard: CriterionResult[]
}

/** Refits, times and prices every finalist. */
export async function measureFinalists(
  run: RunContext,
  finalists: readonly ValidatedCandidate[],
  split: TrainingSplit,
): Promise<MeasuredFinalist[]> {
  const measured: MeasuredFinalist[] = []
  for (const finalist of finalists) measured.push(await measureFinalist(run, finalist, split))
  return measured
}

async function measureFinalist(
  run: RunContext,
  finalist: ValidatedCandidate,
  split: TrainingSplit,
): Promise<MeasuredFinalist> {
  const served = await refit(run, finalist, split)
  const latencies = served.kind === 'recorded' ? [] : await timeServed(run, served, split)
  const facts = { answered: finalist.answered, latencies, fitted: [finalist.candidate, served] }
  return { ...finalist, served, latencies, ...judgeServed(run, served, facts) }
}

async function refit(
  run: RunContext,
  { method, candidate }: ValidatedCandidate,
  split: TrainingSplit,
): Promise<Candidate> {
  if (!method.refitsOnAll) return candidate
  const all = trainingSplit({ train: [...split.train, ...split.validation], validation: [] })
  const outcome = await fitOne(run, { method, spec: candidate.spec }, all)
  if ('candidate' in outcome) return named(run, outcome.candidate, candidate.name)
  throw new EngineError(`${candidate.name} could not be fitted again on train + validation.`)
}

/** A prompt that took the place of a longer one keeps its own name. */
function named(run: RunContext, served: Candidate, name: string): Candidate {
  if (served.name === name) return served
  const renamed = { ...served, name }
  run.store.candidates.save(renamed)
  return renamed
}

/** The same rows for every finalist, from validation and, where that is short, train: the test set stays sealed. */
function timeServed(run: RunContext, served: Candidate, split: TrainingSplit): Promise<LatencySample[]> {
  const { task, store, events, signal, freshPool } = run
  return measureLatency({
    candidate: served,
    open: () => openCandidate(served, { ...run, pool: freshPool }),
    rows: rowsToTime(split, task),
    records: store.latencies,
    seed: task.seed,
    signal,
    progress: events.progress,
  })
}

function rowsToTime({ train, validation }: TrainingSplit, task: Task): Example[] {
  const { success, seed } = task
  const size = success.latencyMs.p99 === undefined ? latencyRows.p95 : latencyRows.p99
  const draw = (rows: Example[], count: number) =>
    stratifiedSample(rows, { size: count, stratumOf: stratumOf(task), random: randomSource(seed) })
  const first = draw(validation, size)
  return [...first, ...draw(train, size - first.length)]
}
