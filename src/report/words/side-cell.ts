import type { CandidateReport, Report } from '../../contracts/report.ts'

/** One figure of a candidate in words; `undefined` where it was not measured. */
export type SideCell = (candidate: CandidateReport, report: Report) => string | undefined
