import type { Example } from '../../contracts/example.ts'
import { recordOpening, type RecordedOpening } from '../../data/seal/record-opening.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedSample } from '../../stats/stratified-sample.ts'
import { stratumOf } from './stratum-of.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'
import { askRows } from './ask-rows.ts'
import type { RunContext } from './run-context.ts'

/** The test rows all finalists answer, and which opening of the set this is. */
export interface OpenedTestSet {
  shared: Example[]
  opening: RecordedOpening
}

/**
 * Writes the opening down, then hands out the shared rows: a seeded sample in proportion to the labels of test, at most
 * `evaluation.maxRows` (decision.md §2, §3). Without finalists nothing is opened.
 */
export async function openTestSet(
  run: RunContext,
  facts: {
    finalists: readonly MeasuredFinalist[]
    test: readonly Example[]
    testFingerprint: string
    at: Date
  },
): Promise<OpenedTestSet> {
  const { task, events } = run
  if (facts.finalists.length === 0 || facts.test.length === 0)
    return { shared: [], opening: { number: 0, alpha: 0.05, spent: false, isNew: false } }
  const shared = stratifiedSample(facts.test, {
    size: task.evaluation.maxRows,
    stratumOf: stratumOf(task),
    random: randomSource(task.seed),
  })
  await assertRecorded(run, facts.finalists, shared)
  const opening = await recordOpening({
    folder: task.folder,
    testFingerprint: facts.testFingerprint,
    finalists: facts.finalists.map(({ served }) => served.version),
    at: facts.at,
    purpose: 'verdict',
  })
  if (opening.repaired !== undefined) events.notice(opening.repaired)
  return { shared, opening }
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
