import type { Example } from '../../contracts/example.ts'
import type { CandidateReport, QualityFigure } from '../../contracts/report.ts'
import type { RowPlan } from '../../contracts/row-plan.ts'
import type { ArmRow } from '../../decide/arm.ts'
import { futileClause } from '../../decide/futility.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { judgeServed } from './judge-served.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'
import { armRows } from './arm-rows.ts'
import { askRows } from './ask-rows.ts'
import type { OpenedTestSet } from './open-test-set.ts'
import { sampleOfTest } from './sample-of-test.ts'
import { blockRows } from './plan-shared-rows.ts'
import { rulesOf } from './rules-of.ts'
import type { RunContext } from './run-context.ts'

/** A finalist's answers on the shared test rows, and on all of them where that costs next to nothing. */
export interface TestedFinalist extends MeasuredFinalist {
  shared: AnsweredRow[]
  sharedFailed: number
  allRows?: QualityFigure
}

/** A finalist that was stopped before it answered all shared rows. */
export interface StoppedFinalist {
  finalist: MeasuredFinalist
  stopped: NonNullable<CandidateReport['stopped']>
}

/** Those that answered all shared rows, and those that were stopped. */
export interface TestedFinalists {
  tested: TestedFinalist[]
  stopped: StoppedFinalist[]
}

/**
 * Asks every finalist the shared test rows: the first of them all at once, more in blocks. After a block, one that is bound to be
 * out however well the rest goes is stopped (futility only, decision.md §2.3); the reference never is.
 */
export async function testFinalists(
  run: RunContext,
  finalists: readonly MeasuredFinalist[],
  rows: { opened: OpenedTestSet; reference: MeasuredFinalist | undefined; test: readonly Example[] },
): Promise<TestedFinalists> {
  const { opened, reference, test } = rows
  const stopped: StoppedFinalist[] = []
  let left = [...finalists]
  for (const size of blocksOf(opened.plan)) {
    const block = sampleOfTest(run.task, test, size)
    const answers = new Map<MeasuredFinalist, ArmRow[]>()
    for (const finalist of left) answers.set(finalist, await answerBlock(run, finalist, block))
    const futile = futileAmong(run, answers, { reference, of: opened.plan.rows })
    left = left.filter((finalist) => !futile.some((one) => one.finalist === finalist))
    stopped.push(...futile)
    for (const { finalist, stopped: after } of futile)
      run.events.notice(`${finalist.served.name}: stopped after ${after.rows} of ${after.of} test rows`)
  }
  const tested: TestedFinalist[] = []
  for (const finalist of left) tested.push(await testFinalist(run, finalist, { shared: opened.shared, test }))
  return { tested, stopped }
}

/** Sizes after which one may be stopped: the start, then every block, without the last. */
function blocksOf({ start, rows }: RowPlan): number[] {
  const sizes: number[] = []
  for (let size = start; size < rows; size += blockRows) sizes.push(size)
  return sizes
}

async function answerBlock(
  run: RunContext,
  { served }: MeasuredFinalist,
  rows: readonly Example[],
): Promise<ArmRow[]> {
  const { answered } = await askRows(run, served, { rows, label: `${served.name}: test` })
  return armRows(answered, run.task.success.quality.metric)
}

/** Nobody is stopped on rows that were not all answered: what is missing may be answered by the next run. */
function futileAmong(
  { task }: RunContext,
  answers: ReadonlyMap<MeasuredFinalist, ArmRow[]>,
  { reference, of }: { reference: MeasuredFinalist | undefined; of: number },
): StoppedFinalist[] {
  const rules = { ...rulesOf(task, 0.05), planned: of }
  const lengths = [...answers.values()].map((rows) => rows.length)
  if (new Set(lengths).size > 1) return []
  const arm = (finalist: MeasuredFinalist) => ({
    name: finalist.served.name,
    rows: answers.get(finalist) ?? [],
  })
  return [...answers].flatMap(([finalist, rows]) => {
    if (finalist === reference) return []
    const clause = futileClause(arm(finalist), reference && arm(reference), rules)
    return clause === undefined ? [] : [{ finalist, stopped: { rows: rows.length, of, clause } }]
  })
}

async function testFinalist(
  run: RunContext,
  finalist: MeasuredFinalist,
  rows: { shared: readonly Example[]; test: readonly Example[] },
): Promise<TestedFinalist> {
  const { served } = finalist
  const { answered, failed } = await askRows(run, served, {
    rows: rows.shared,
    label: `${served.name}: test`,
  })
  const tested = { ...finalist, shared: answered, sharedFailed: failed.length }
  // What a test row is needed for: the times and prices of recorded answers, and the form of answers.
  const judged =
    served.kind === 'recorded'
      ? judgeServed(run, served, { answered, latencies: [], fitted: [served] })
      : judgeServed(run, served, { ...finalist, fitted: [finalist.candidate, served], formed: answered })
  const allRows = await scoreAllRows(run, finalist, rows)
  return { ...tested, ...judged, ...(allRows === undefined ? {} : { allRows }) }
}

/** For display only, never compared; a language model is not asked thousands of rows for it. */
async function scoreAllRows(
  run: RunContext,
  { served }: MeasuredFinalist,
  { shared, test }: { shared: readonly Example[]; test: readonly Example[] },
): Promise<QualityFigure | undefined> {
  const isCheap = served.kind !== 'recorded' && served.models.every(({ role }) => role === 'embedding')
  if (!isCheap || shared.length === test.length) return undefined
  const { answered } = await askRows(run, served, { rows: test, label: `${served.name}: all test rows` })
  const { metric } = run.task.success.quality
  return scoreAnswers(answered, { metric, seed: run.task.seed })
}
