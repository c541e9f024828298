import type { MeasuredTuning } from '../assess/check-train-rows.ts'
import type { CandidateReport, Report } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { StoreError } from '../errors.ts'
import { readReport } from './read-report.ts'

/** What the latest run measured of tuning on this task's rows; nothing when none was measured. */
export async function measuredTuning(task: Pick<Task, 'folder'>): Promise<MeasuredTuning | undefined> {
  const report = await latestReport(task)
  return report === undefined ? undefined : tuningOf(report.candidates)
}

/** The best tuned candidate on validation rows, beside the best prompted one; nothing without a tuned one. */
export function tuningOf(
  candidates: readonly Pick<CandidateReport, 'name' | 'family' | 'validation'>[],
): MeasuredTuning | undefined {
  const scored = candidates.flatMap(({ name, family, validation }) =>
    validation === undefined ? [] : [{ name, family, ...validation }],
  )
  const bestOf = (asked: CandidateReport['family']) =>
    scored.filter(({ family }) => family === asked).toSorted((one, other) => other.value - one.value)[0]
  const best = bestOf('tune')
  if (best === undefined) return undefined
  const prompted = bestOf('prompt')
  const against =
    prompted === undefined ? '' : `, the best prompt (${prompted.name}) ${prompted.value.toFixed(3)}`
  return {
    says: `${best.name} scored ${best.value.toFixed(3)} (${best.metric}, ${best.n} validation rows of the latest run)${against}.`,
  }
}

/** The latest report; none in a folder without one, or with one of another version, which counts for nothing. */
export async function latestReport(task: Pick<Task, 'folder'>): Promise<Report | undefined> {
  try {
    return (await readReport(task)).report
  } catch (error) {
    if (error instanceof StoreError) return undefined
    throw error
  }
}
