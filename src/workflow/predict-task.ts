import type { Candidate } from '../contracts/candidate.ts'
import type { Prediction } from '../contracts/prediction.ts'
import type { UnlabelledExample } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { StoreError } from '../errors.ts'
import { currentRelease } from '../releases/history/release-history.ts'
import { describeMachine } from './run/describe-machine.ts'
import { openCandidate } from './run/open-candidate.ts'
import type { RunContext } from './run/run-context.ts'
import { openStore, type Store } from '../store/open-store.ts'

/** An answer and who gave it. */
export interface TaskPrediction {
  id: string
  candidate: string
  version: string
  /** False when neither a person nor a verdict stands behind the candidate: it only leads. */
  chosen: boolean
  prediction: Prediction
}

/**
 * Answers inputs with the release; where nothing is released, with the candidate the latest verdict chose, and where none was
 * chosen, with the one that leads.
 *
 * @throws StoreError before the first run, or when that run had no candidate to offer.
 */
export async function* predictWithChosen(
  task: Task,
  rows: readonly UnlabelledExample[],
  options: Pick<RunContext, 'pool' | 'events' | 'signal'>,
): AsyncGenerator<TaskPrediction> {
  const store = openStore(task.folder, describeMachine())
  try {
    const { candidate, chosen } = (await releasedCandidate(task)) ?? latestCandidate(store)
    const predictor = await openCandidate(candidate, { task, store, ...options })
    try {
      for (const { id, input } of rows) {
        const prediction = await predictor.predict({ id, input, signal: options.signal })
        yield { id, candidate: candidate.name, version: candidate.version, chosen, prediction }
      }
    } finally {
      await predictor.close()
    }
  } finally {
    store.close()
  }
}

/** A release carries its whole candidate: what was forgotten here is opened all the same, as long as its artifacts are there. */
async function releasedCandidate({
  folder,
}: Task): Promise<{ candidate: Candidate; chosen: boolean } | undefined> {
  const release = await currentRelease(folder)
  return release === undefined ? undefined : { candidate: release.candidate, chosen: true }
}

function latestCandidate(store: Store): { candidate: Candidate; chosen: boolean } {
  const chosen = store.chosen.latest()
  const candidate = chosen?.version === undefined ? undefined : store.candidates.byVersion(chosen.version)
  if (chosen !== undefined && candidate !== undefined) return { candidate, chosen: !chosen.leading }
  const why =
    chosen === undefined ? 'this task was not measured yet' : `the latest verdict is "${chosen.choice}"`
  throw new StoreError(`There is no candidate to answer with: ${why}.`, {
    hint: 'crossover run measures the task.',
  })
}
