import type { Task } from '../../contracts/task.ts'
import { TaskError } from '../../errors.ts'
import { findCard } from '../../releases/cards/find-card.ts'
import type { ModelCard } from '../../releases/cards/model-card.ts'
import { listReleases } from './list-releases.ts'

/**
 * The card of a name, a version or the beginning of one; without any, of the release.
 *
 * @throws TaskError for an unknown one, or when none is named and none is released.
 */
export async function findRelease(task: Pick<Task, 'folder'>, reference?: string): Promise<ModelCard> {
  const { cards, current } = await listReleases(task)
  const wanted = reference ?? current
  if (wanted !== undefined) return findCard(cards, wanted)
  throw new TaskError('Nothing is released yet: name a candidate.', {
    hint: 'crossover releases list shows them; crossover releases promote makes one the release.',
  })
}
