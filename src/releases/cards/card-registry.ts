import { join } from 'node:path'
import { canonicalJson } from '../../text/canonical-json.ts'
import { appendLines } from '../../store/append-lines.ts'
import { readLines, type LineFile } from '../../store/read-lines.ts'
import { releaseWords } from '../line-file-words.ts'
import { modelCardSchema, type ModelCard } from './model-card.ts'

/** Where the cards of a task's candidates are kept: one line each time something new was measured. */
export function cardsPath(taskFolder: string): string {
  return join(taskFolder, '.crossover', 'cards.jsonl')
}

/**
 * The cards of a task, one a version, in the order in which they were first written. What a later run did not measure again
 * stays as it was.
 *
 * @throws DataError when the file is damaged.
 */
export async function readCards(taskFolder: string): Promise<ModelCard[]> {
  const { entries } = await readLines(cardsFile(taskFolder))
  return foldCards(entries)
}

/** Adds cards that say something new; a run that only resumed adds none. */
export async function keepCards(taskFolder: string, cards: readonly ModelCard[]): Promise<void> {
  const known = new Map((await readCards(taskFolder)).map((card) => [card.candidate.version, card]))
  const news = cards.filter((card) => {
    const before = known.get(card.candidate.version)
    return before === undefined || contentOf(mergeCards(before, card)) !== contentOf(before)
  })
  await appendLines(cardsFile(taskFolder), news)
}

function cardsFile(taskFolder: string): LineFile<ModelCard> {
  return { path: cardsPath(taskFolder), schema: modelCardSchema, words: releaseWords }
}

function foldCards(cards: readonly ModelCard[]): ModelCard[] {
  const byVersion = new Map<string, ModelCard>()
  for (const card of cards) {
    const before = byVersion.get(card.candidate.version)
    byVersion.set(card.candidate.version, before === undefined ? card : mergeCards(before, card))
  }
  return [...byVersion.values()]
}

/** A verdict is the latest run's; figures stand until they are measured anew. */
function mergeCards(earlier: ModelCard, after: ModelCard): ModelCard {
  const { verdict: _, ...before } = earlier
  return {
    ...before,
    ...after,
    createdAt: before.createdAt,
    data: { ...before.data, ...after.data },
    metrics: { ...before.metrics, ...after.metrics },
    parents: after.parents.length === 0 ? before.parents : after.parents,
  }
}

/** Times and machines differ between runs that measured the same. */
function contentOf(card: ModelCard): string {
  const { createdAt: _, environment: __, ...content } = card
  return canonicalJson(content)
}
