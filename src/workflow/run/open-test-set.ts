import type { Example } from '../../contracts/example.ts'
import type { RowPlan } from '../../contracts/row-plan.ts'
import { nextOpening } from '../../data/seal/next-opening.ts'
import { recordOpening, type RecordedOpening } from '../../data/seal/record-opening.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'
import { askRows } from './ask-rows.ts'
import { planSharedRows } from './plan-shared-rows.ts'
import { sampleOfTest } from './sample-of-test.ts'
import type { RunContext } from './run-context.ts'

/** The test rows all finalists answer, why so many, and which opening of the set this is. */
export interface OpenedTestSet {
  shared: Example[]
  plan: RowPlan
  opening: RecordedOpening
}

/**
 * Writes the opening down, then hands out the shared rows: a seeded sample in proportion to the labels of test, as many as
 * were planned from validation (decision.md §2, §3). Without finalists nothing is opened.
 */
export async function openTestSet(
  run: RunContext,
  facts: {
    finalists: readonly MeasuredFinalist[]
    reference: MeasuredFinalist | undefined
    test: readonly Example[]
    testFingerprint: string
    at: Date
  },
): Promise<OpenedTestSet> {
  const { task, events } = run
  const { finalists, test } = facts
  if (finalists.length === 0 || test.length === 0)
    return {
      shared: [],
      plan: { start: 0, planned: null, rows: 0 },
      opening: { number: 0, alpha: 0.05, spent: false, seen: false, isNew: false },
    }
  const reading = {
    folder: task.folder,
    testFingerprint: facts.testFingerprint,
    finalists: finalists.map(({ served }) => served.version),
  }
  const { alpha } = await nextOpening(reading)
  const plan = planSharedRows(task, finalists, { reference: facts.reference, testRows: test.length, alpha })
  const shared = sampleOfTest(task, test, plan.rows)
  await assertRecorded(run, finalists, shared)
  const opening = await recordOpening({ ...reading, at: facts.at, purpose: 'verdict' })
  if (opening.repaired !== undefined) events.notice(opening.repaired)
  if (plan.rows > plan.start)
    events.notice(
      `${plan.rows} test rows instead of ${plan.start}: by validation the claims need ${plan.planned}.`,
    )
  return { shared, plan, opening }
}

/**
 * Recorded predictions must cover the shared rows before the set is opened: a file mended afterwards would be another
 * candidate, and another opening.
 *
 * @throws DataError naming the first row without a prediction.
 */
async function assertRecorded(
  run: RunContext,
  finalists: readonly MeasuredFinalist[],
  shared: readonly Example[],
): Promise<void> {
  for (const { served } of finalists)
    if (served.kind === 'recorded') await askRows(run, served, { rows: shared, label: served.name })
}
