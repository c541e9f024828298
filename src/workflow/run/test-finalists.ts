import type { Example } from '../../contracts/example.ts'
import type { QualityFigure } from '../../contracts/report.ts'
import type { Arm, ArmRow } from '../../decide/arm.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { scoredRowOf } from '../../evaluate/scored-row-of.ts'
import type { Metric } from '../../contracts/task.ts'
import { measureRows } from '../../scorers/scorer-of.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { judgeServed, latenciesOf, type MeasuredFinalist } from './measure-finalists.ts'
import { askRows } from './ask-rows.ts'
import type { RunContext } from './run-context.ts'

/** A finalist's answers on the shared test rows, and on all of them where that costs next to nothing. */
export interface TestedFinalist extends MeasuredFinalist {
  shared: AnsweredRow[]
  sharedFailed: number
  allRows?: QualityFigure
}

/** Asks every finalist the shared test rows. */
export async function testFinalists(
  run: RunContext,
  finalists: readonly MeasuredFinalist[],
  rows: { shared: readonly Example[]; test: readonly Example[] },
): Promise<TestedFinalist[]> {
  const tested: TestedFinalist[] = []
  for (const finalist of finalists) tested.push(await testFinalist(run, finalist, rows))
  return tested
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
  const judged =
    served.kind === 'recorded' ? judgeServed(run, served, { answered, latencies: [], fitted: [served] }) : {}
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

/** The finalist as the verdict sees it. */
export function armOf(finalist: TestedFinalist, metric: Metric): Arm {
  const { served, validation, shared, latencies, cost, hard } = finalist
  return {
    name: served.name,
    kind: served.kind,
    family: served.family,
    version: served.version,
    ...(validation === undefined ? {} : { validation }),
    rows: armRows(shared, metric),
    latenciesMs: latenciesOf(served, { answered: shared, latencies }),
    cost,
    hard,
  }
}

/** Answered rows as a verdict compares them. */
export function armRows(answered: readonly AnsweredRow[], metric: Metric): ArmRow[] {
  return measureRows(metric, answered.map(armRow))
}

function armRow(entry: AnsweredRow) {
  const { id, group } = entry.row
  return { id, ...scoredRowOf(entry), ...(group === undefined ? {} : { cluster: group }) }
}
