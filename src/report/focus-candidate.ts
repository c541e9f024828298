import type { CandidateReport, Report } from '../contracts/report.ts'

/** The candidate the verdict is about: the chosen one, else the one that leads. */
export function focusCandidate({ candidates, verdict }: Report): CandidateReport | undefined {
  const name = verdict.candidate ?? verdict.leading?.candidate
  return candidates.find((candidate) => candidate.name === name)
}
