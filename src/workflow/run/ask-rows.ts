import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import { answerRows, type Answers } from '../../evaluate/answer-rows.ts'
import { openCandidate } from './open-candidate.ts'
import type { RunContext } from './run-context.ts'

/** Answers rows with a candidate, opening it only when some are not answered yet. */
export function askRows(
  run: RunContext,
  candidate: Candidate,
  { rows, label, sample = 0 }: { rows: readonly Example[]; label?: string; sample?: number },
): Promise<Answers> {
  const { task, store, events, signal } = run
  return answerRows({
    candidate,
    open: () => openCandidate(candidate, run),
    rows,
    sample,
    records: store.predictions,
    concurrency: task.evaluation.concurrency,
    signal,
    progress: events.progress,
    ...(label === undefined ? {} : { label }),
  })
}
