import type { DataReport } from '../contracts/report.ts'
import type { Metric } from '../contracts/task.ts'
import { alphaOfOpening } from '../data/seal/alpha-of-opening.ts'
import { lowestPassing } from '../stats/lowest-passing.ts'
import { minimumRowsForTarget } from '../stats/minimum-rows-for-target.ts'
import { powerOfNonInferiority } from '../stats/power-of-non-inferiority.ts'
import { smallestMargin } from '../stats/smallest-margin.ts'
import type { AssessedData } from './data-facts.ts'

export type Enough = DataReport['enough']

/** Metrics that are a share of rows right; the others have no exact test of a target. */
export const rateMetrics: readonly Metric[] = ['accuracy', 'exactMatch']
/** Below this many rows an interval of a mean is descriptive only (decision.md §4). */
export const fewestRowsOfMeans = 30
/** Share of rows that only one of two good candidates has right, as planned with before any is measured. */
const plannedDiscordance = 0.1

/**
 * What the test rows in use can show before any model runs (decision.md §2.5): n = 200 needs 188 right to show .90; at
 * n = 300 a margin of .03 is shown with power .48.
 */
export function measureEnough({ task, split, openings }: AssessedData): Enough {
  const rows = Math.min(split.test.length, task.evaluation.maxRows)
  const alpha = alphaOfOpening(Math.max(1, openings))
  const { metric, notWorseBy: margin } = task.success.quality
  const target = targetOf(task)
  const isTestable = rateMetrics.includes(metric) && target > 0 && target < 1
  const missing = fewestRows(task, alpha) - rows
  return {
    rows,
    canShow: { target, lowestPassing: isTestable ? lowestPassing({ n: rows, target, alpha }) : null },
    smallestDifference: smallestMargin({ n: rows, discordance: plannedDiscordance, alpha }),
    powerAtMargin: powerAt({ n: rows, margin, alpha }),
    ...(missing > 0 ? { labelMore: missing } : {}),
  }
}

/** The number the quality criterion names, a ceiling where lower is better. */
export function targetOf({ success }: AssessedData['task']): number {
  return success.quality.atLeast ?? success.quality.atMost ?? 0
}

/** Test rows below which nothing can be said: ⌈ln α/ln target⌉ for a rate, 30 for a mean. */
export function fewestRows(task: AssessedData['task'], alpha: number): number {
  const target = targetOf(task)
  if (!rateMetrics.includes(task.success.quality.metric)) return fewestRowsOfMeans
  return target > 0 && target < 1 ? minimumRowsForTarget(target, alpha) : 1
}

function powerAt({ n, margin, alpha }: { n: number; margin: number; alpha: number }): number {
  if (margin <= 0) return 0
  if (margin >= 1) return 1
  return powerOfNonInferiority({ n, discordance: plannedDiscordance, margin, alpha })
}
