import type { LabelSuspect } from '../../assess/review/review-queue.ts'
import type { DataReport } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { latestReport } from '../measured-tuning.ts'
import { readKeptCheck } from '../kept-check.ts'
import type { LabelRow } from './load-label-rows.ts'

/** Rows that a cross-fitted head would label otherwise, and where that was measured. */
export interface KnownSuspects {
  suspects: LabelSuspect[]
  /** "crossover check --deep of 2026-11-24 10:31". */
  from: string
}

/**
 * The suspected label errors of the latest `check --deep` or run, whichever is newer, as far as they are among these rows
 * and still have the label that was doubted.
 */
export async function knownSuspects(
  task: Pick<Task, 'folder'>,
  rows: readonly LabelRow[],
): Promise<KnownSuspects | undefined> {
  const [check, report] = [await readKeptCheck(task), await latestReport(task)]
  const sources = [
    ...(check === undefined ? [] : [{ ...check, name: 'crossover check --deep' }]),
    ...(report === undefined
      ? []
      : [{ data: report.data, at: report.provenance.finishedAt, name: 'crossover run' }]),
  ]
  const [latest] = sources
    .filter(({ data }) => data.labelSuspects !== undefined)
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
  if (latest === undefined) return undefined
  const suspects = suspectsAmong(rows, latest.data.labelSuspects ?? [])
  const minute = latest.at.slice(0, 16).replace('T', ' ')
  return suspects.length === 0 ? undefined : { suspects, from: `${latest.name} of ${minute} UTC` }
}

function suspectsAmong(
  rows: readonly LabelRow[],
  found: NonNullable<DataReport['labelSuspects']>,
): LabelSuspect[] {
  const labels = new Map(rows.map(({ id, expected }) => [id, expected]))
  return found
    .filter(({ id, label }) => labels.get(id) === label)
    .map(({ id, margin, suggested }) => ({ rowId: id, score: margin, suggested }))
}
