import type { CandidateReport } from '../../contracts/report.ts'
import type { Progress } from '../../contracts/progress.ts'

/** What a run tells as it goes. The CLI draws it. */
export interface RunEvents {
  progress: Progress
  /** One line about what happens next or was found. */
  notice(text: string): void
  /** A candidate has been scored on validation rows. */
  scored(candidate: Pick<CandidateReport, 'name' | 'kind' | 'validation'>): void
}

/** Tells nothing. */
export const silentEvents: RunEvents = {
  progress: () => undefined,
  notice: () => undefined,
  scored: () => undefined,
}
