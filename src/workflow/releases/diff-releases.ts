import type { Task } from '../../contracts/task.ts'
import { TaskError } from '../../errors.ts'
import { diffCards, type CardChange } from '../../releases/cards/diff-cards.ts'
import type { ModelCard } from '../../releases/cards/model-card.ts'
import { findRelease } from './find-release.ts'

/** Two candidates and all in which their cards differ. */
export interface ReleaseDiff {
  from: ModelCard
  to: ModelCard
  changes: CardChange[]
}

/**
 * What changes from one candidate to another. With one only: from the release to it.
 *
 * @throws TaskError for an unknown candidate, or where both are the same.
 */
export async function diffReleases(
  task: Pick<Task, 'folder'>,
  one: string,
  other?: string,
): Promise<ReleaseDiff> {
  const first = await findRelease(task, one)
  const [from, to] =
    other === undefined ? [await findRelease(task), first] : [first, await findRelease(task, other)]
  if (from.candidate.version !== to.candidate.version) return { from, to, changes: diffCards(from, to) }
  throw new TaskError(`${one} is ${other ?? 'the release'}: there is nothing to compare.`, {
    hint: `Name another: crossover releases diff ${one} <other>`,
  })
}
