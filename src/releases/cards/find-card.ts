import { TaskError } from '../../errors.ts'
import type { ModelCard } from './model-card.ts'

/** Digits of a version that are shown. */
const shownDigits = 10
const fewestDigits = 4

/** The beginning of a version, as it is shown and may be typed. */
export function shortVersion(version: string): string {
  return version.slice(0, shownDigits)
}

/**
 * The card of a version, of the beginning of one, or of a name. A name means the latest candidate of that name that was
 * measured on test rows; where none was, the latest.
 *
 * @throws TaskError that lists what there is.
 */
export function findCard(cards: readonly ModelCard[], reference: string): ModelCard {
  const named = cards.filter(({ candidate }) => candidate.name === reference)
  const byName = named.findLast(({ metrics }) => metrics.test !== undefined) ?? named.at(-1)
  if (byName !== undefined) return byName
  const isDigits = new RegExp(`^[0-9a-f]{${fewestDigits},64}$`, 'u').test(reference)
  const fitting = isDigits ? cards.filter(({ candidate }) => candidate.version.startsWith(reference)) : []
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  const what =
    fitting.length > 1
      ? `${reference} is the beginning of ${fitting.length} versions: ${listCards(fitting)}`
      : `There is no candidate "${reference}". There are: ${listCards(cards) || 'none yet'}`
  throw new TaskError(`${what}.`, {
    hint:
      cards.length === 0
        ? 'crossover run measures the task and writes a card for every candidate.'
        : 'Write a name, or four or more digits of a version. crossover releases list shows them.',
  })
}

function listCards(cards: readonly ModelCard[]): string {
  return cards.map(({ candidate }) => `${candidate.name} ${shortVersion(candidate.version)}`).join(', ')
}
