import { TaskError } from '../../errors.ts'
import type { ModelCard } from '../cards/model-card.ts'
import { addRelease, readReleases, standingReleases } from './release-history.ts'

/** Who does something to the releases, when, and why. */
export interface Doing {
  by: string
  at: Date
  note?: string
}

/** What is released now, and what was before. */
export interface Released {
  now?: ModelCard
  before?: ModelCard
}

/**
 * Makes a candidate the release. One that is released already is written down once.
 *
 * @throws TaskError for recorded predictions, which cannot answer a new input.
 */
export async function promote(taskFolder: string, card: ModelCard, doing: Doing): Promise<Released> {
  const { kind, name, version } = card.candidate
  if (kind === 'recorded')
    throw new TaskError(`${name} was recorded elsewhere: it answers no new input and cannot be released.`)
  const before = standingReleases(await readReleases(taskFolder)).at(-1)
  if (before?.candidate.version === version) return { now: card, before }
  await addRelease(taskFolder, { event: 'promoted', version, ...written(doing), card })
  return { now: card, ...(before === undefined ? {} : { before }) }
}

/**
 * Takes the current release back: the one before it is released again, or none.
 *
 * @throws TaskError when nothing is released.
 */
export async function rollBack(taskFolder: string, doing: Doing): Promise<Released> {
  const standing = standingReleases(await readReleases(taskFolder))
  const before = standing.at(-1)
  if (before === undefined)
    throw new TaskError('Nothing is released, so there is nothing to roll back.', {
      hint: 'crossover releases promote makes a candidate the release.',
    })
  await addRelease(taskFolder, {
    event: 'rolledBack',
    version: before.candidate.version,
    ...written(doing),
  })
  const now = standing.at(-2)
  return { before, ...(now === undefined ? {} : { now }) }
}

function written({ by, at, note }: Doing): { by: string; at: string; note?: string } {
  return { by, at: at.toISOString(), ...(note === undefined ? {} : { note }) }
}
