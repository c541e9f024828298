import type { Task } from '../../contracts/task.ts'
import { readCards } from '../../releases/cards/card-registry.ts'
import type { ModelCard } from '../../releases/cards/model-card.ts'
import type { ReleaseEvent } from '../../releases/history/release-event.ts'
import { readReleases, standingReleases } from '../../releases/history/release-history.ts'

/** The candidates of a task, the one that is released, and how it came to that. */
export interface ListedReleases {
  /** Version of the release. */
  current?: string
  /** Oldest first; with those that were released elsewhere and have no card here. */
  cards: ModelCard[]
  /** Oldest first. */
  history: ReleaseEvent[]
}

/** Every candidate with a card, and the history of releases. */
export async function listReleases({ folder }: Pick<Task, 'folder'>): Promise<ListedReleases> {
  const history = await readReleases(folder)
  const here = await readCards(folder)
  const promoted = history.flatMap((event) => (event.event === 'promoted' ? [event.card] : []))
  const current = standingReleases(history).at(-1)?.candidate.version
  // What is known here is later than what was written down at a promotion.
  const cards = [...new Map([...promoted, ...here].map((card) => [card.candidate.version, card])).values()]
  return {
    ...(current === undefined ? {} : { current }),
    cards: cards.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)),
    history,
  }
}
