import type { Candidate } from '../../contracts/candidate.ts'
import type { DecisionRecord } from '../../contracts/decision-record.ts'
import type { Example } from '../../contracts/example.ts'
import type { Report } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { fingerprint } from '../../data/fingerprint.ts'
import { loadTestRows } from '../../data/split/load-split.ts'
import type { Arm, DecisionRules } from '../../decide/arm.ts'
import { validityCriterion } from '../../decide/criteria/validity.ts'
import { decide, type DecisionInput } from '../../decide/decide.ts'
import { StoreError } from '../../errors.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { inputHash } from '../../evaluate/input-hash.ts'
import { openStore, type Store } from '../../store/open-store.ts'
import { readReport } from '../read-report.ts'
import { armRows } from '../run/arm-rows.ts'
import { describeMachine } from '../run/describe-machine.ts'
import { judgeServed, latenciesOf } from '../run/judge-served.ts'
import { modelFacts } from '../run/model-facts.ts'
import { sampleOfTest } from '../run/sample-of-test.ts'
import { rulesOf } from '../run/rules-of.ts'
import { readDecisionRecord } from './decision-record.ts'
import { withDecision } from './with-decision.ts'

/** A verdict decided again, and the one it is to be compared with. */
export interface Redecision {
  report: Report
  before: Report
}

/** A row, and what its answers are stored under. */
export interface HashedRow {
  row: Example
  hash: string
}

/** A finalist of the record with its stored answers. */
export interface StoredFinalist {
  served: Candidate
  arm: Arm
  answered: AnsweredRow[]
  shared: AnsweredRow[]
  latencies: DecisionRecord['finalists'][number]['latencies']
  cost: Arm['cost']
}

/**
 * Decides the latest verdict again from stored answers, with the task as it is given: other volumes, prices, costs or targets. No
 * model is asked, nothing is written, and it is no opening of the test set: the finalists met these rows before (decision.md
 * §3). A target or a margin that was changed since makes the verdict exploratory.
 *
 * @throws StoreError when nothing was decided yet, or examples or answers are not those of that run.
 */
export async function redecideTask(task: Task): Promise<Redecision> {
  const { record, shared } = await readSharedRows(task)
  const { report: before } = await readReport(task)
  const store = openStore(task.folder, describeMachine())
  try {
    const finalists = record.finalists.map((one) =>
      namedAsIn(before, storedFinalist(task, store, { one, shared })),
    )
    const rules = rulesOf(task, before.provenance.alpha)
    const input: DecisionInput = {
      task,
      arms: finalists.map(({ arm }) => arm),
      reference: record.reference,
      rules,
      n: shared.length,
      models: modelFacts(finalists, task),
      stopped: record.stopped,
      learningCurve: before.data.learningCurve,
      ...exploratoryOf(record, { before, rules, validity: task.success.validity?.atLeast }),
    }
    const decided = withDecision(before, { task, decision: decide(input), finalists, rules, input })
    return { report: decided, before }
  } finally {
    store.close()
  }
}

/**
 * The record of the latest verdict and the test rows it rests on.
 *
 * @throws StoreError when nothing was decided yet, or the test rows are not those of that run.
 */
export async function readSharedRows(task: Task): Promise<{ record: DecisionRecord; shared: HashedRow[] }> {
  const record = await readDecisionRecord(task)
  const test = await loadTestRows(task)
  if (fingerprint(test) !== record.test)
    throw new StoreError('The test rows are not those of the latest verdict.', {
      hint: 'Run again: a verdict on other rows is another opening of the test set.',
    })
  const shared = sampleOfTest(task, test, record.rows).map((row) => ({ row, hash: inputHash(row) }))
  return { record, shared }
}

/** Who moves the target after having seen where the arrow went has not hit it. */
function exploratoryOf(
  { exploratory }: DecisionRecord,
  { before, rules, validity }: { before: Report; rules: DecisionRules; validity: number | undefined },
): { exploratory?: string } {
  const { target, margin } = before.task
  const asked = before.candidates
    .flatMap(({ meets }) => meets)
    .find(({ criterion }) => criterion === validityCriterion)?.target
  const moved = [
    ...(rules.target !== target || rules.margin !== margin ? ['the target or the margin was'] : []),
    ...(validity !== asked ? ['the share of usable answers asked for was'] : []),
  ].map((what) => `${what} changed after these rows had been read`)
  const reasons = [...(exploratory === undefined ? [] : [exploratory]), ...moved]
  return reasons.length === 0 ? {} : { exploratory: reasons.join('; ') }
}

/** A candidate is stored under the name it had last, such as in an evaluation since; the verdict speaks of it by its own. */
function namedAsIn({ candidates }: Report, finalist: StoredFinalist): StoredFinalist {
  const { served, arm } = finalist
  const name = candidates.find(({ version }) => version === arm.version)?.name ?? arm.name
  return { ...finalist, served: { ...served, name }, arm: { ...arm, name } }
}

/** A finalist of the record, with its stored answers on the shared rows and its cost under the task as given. */
export function storedFinalist(
  task: Task,
  store: Store,
  { one, shared: rows }: { one: DecisionRecord['finalists'][number]; shared: readonly HashedRow[] },
): StoredFinalist {
  const served = candidateOf(store, one.version)
  const shared = answersOf(store, one.version, rows)
  const [any] = rows
  // Prices look at the answers of these rows, never at the rows.
  const pricedOn = any === undefined ? [] : one.pricedOn.map((hash) => ({ row: any.row, hash }))
  const answered = answersOf(store, one.firstVersion, pricedOn)
  const { latencies } = one
  const fitted = one.firstVersion === one.version ? [served] : [candidateOf(store, one.firstVersion), served]
  const judged =
    served.kind === 'recorded'
      ? judgeServed({ task }, served, { answered: shared, latencies: [], fitted: [served] })
      : judgeServed({ task }, served, { answered, latencies, fitted, formed: shared })
  const { name, kind, family, version } = served
  return {
    served,
    answered,
    shared,
    latencies,
    cost: judged.cost,
    arm: {
      name,
      kind,
      family,
      version,
      ...(one.validation === undefined ? {} : { validation: one.validation }),
      rows: armRows(shared, task.success.quality.metric),
      latenciesMs: latenciesOf(served, { answered: shared, latencies }),
      ...judged,
    },
  }
}

function candidateOf({ candidates }: Store, version: string): Candidate {
  const candidate = candidates.byVersion(version)
  if (candidate !== undefined) return candidate
  throw gone()
}

function answersOf({ predictions }: Store, version: string, rows: readonly HashedRow[]): AnsweredRow[] {
  if (rows.length === 0) return []
  const answerTo = predictions.firstAnswers(version)
  return rows.map(({ row, hash }) => {
    const prediction = answerTo(hash)
    if (prediction !== undefined) return { row, prediction }
    throw gone()
  })
}

function gone(): StoreError {
  return new StoreError('Answers of the latest verdict are no longer stored.', {
    hint: 'Run again: only what has no answer is asked.',
  })
}
