import type { Candidate } from '../../contracts/candidate.ts'
import { answerRows, type AnswerRequest, type Answers } from '../../evaluate/answer-rows.ts'
import { openCandidate } from './open-candidate.ts'
import type { RunContext } from './run-context.ts'

type AskedRows = Pick<AnswerRequest, 'rows' | 'label' | 'sample' | 'demonstrationSeedOf'>

/** Answers rows with a candidate, opening it only when some are not answered yet. */
export function askRows(
  run: RunContext,
  candidate: Candidate,
  { rows, label, sample = 0, demonstrationSeedOf }: AskedRows,
): Promise<Answers> {
  const { task, store, events, signal } = run
  return answerRows({
    candidate,
    open: () => openCandidate(candidate, run),
    rows,
    sample,
    demonstrationSeedOf,
    records: store.predictions,
    concurrency: task.evaluation.concurrency,
    signal,
    progress: events.progress,
    ...(label === undefined ? {} : { label }),
  })
}
