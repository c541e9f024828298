import type { Advice } from '../../contracts/advice.ts'
import type { CandidateReport, Report } from '../../contracts/report.ts'
import type { LearningCurve } from '../../contracts/data-change.ts'
import type { Decision, DecisionInput } from '../decide.ts'
import { findFlips } from './find-flips.ts'
import { nextStepsOf } from './next-steps-of.ts'
import { risksOf } from './risks-of.ts'
import { whenToUse } from './when-to-use.ts'

/** A report before its advice: every sentence is made from its figures. */
export type AdvisedReport = Omit<Report, 'advice'>

/** What follows from a verdict beside the choice; `undefined` where no finalist was measured on test rows. Pure. */
export function advise(
  report: AdvisedReport,
  { input, decision }: { input: DecisionInput; decision: Decision },
): Advice | undefined {
  if (input.arms.length === 0) return undefined
  const flips = findFlips({ input, standings: decision.standings }, gainsOf(report))
  return {
    flips,
    whenToUse: whenToUse(report),
    nextSteps: nextStepsOf(report, { task: input.task, flips }),
    risks: risksOf(report),
  }
}

/** The curve of the candidate itself; of a head, else the one that the check of the examples measured. */
function gainsOf({ candidates, data }: AdvisedReport) {
  const known = candidates.flatMap((candidate) => {
    const doubling = doublingOf(candidate, data.learningCurve)
    return candidate.finalist && doubling !== undefined ? [[candidate.name, doubling] as const] : []
  })
  return { rows: data.rows.train, doublings: new Map(known) }
}

function doublingOf({ kind, tuningCurve }: CandidateReport, curve: LearningCurve | undefined) {
  return tuningCurve?.doubling ?? (kind === 'tune/head' ? curve?.doubling : undefined)
}
