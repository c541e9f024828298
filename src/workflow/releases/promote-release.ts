import { join } from 'node:path'
import type { Task } from '../../contracts/task.ts'
import { StoreError, TaskError } from '../../errors.ts'
import { shortVersion } from '../../releases/cards/find-card.ts'
import type { ModelCard } from '../../releases/cards/model-card.ts'
import { promote, type Doing, type Released } from '../../releases/history/promote.ts'
import { createArtifactStore } from '../../store/artifact-store.ts'
import { readReport } from '../read-report.ts'
import { findRelease } from './find-release.ts'

/** A promotion, and what speaks against it. */
export interface PromotedRelease extends Released {
  now: ModelCard
  warnings: string[]
}

/**
 * Makes a candidate the release: the one that is named, else the one the latest verdict chose. Its artifacts are read first,
 * so that what is released can be opened.
 *
 * @throws TaskError when none is named and the verdict chose none; StoreError when an artifact is missing or damaged.
 */
export async function promoteRelease(
  task: Pick<Task, 'folder'>,
  reference: string | undefined,
  doing: Doing,
): Promise<PromotedRelease> {
  const card = await findRelease(task, reference ?? (await chosenVersion(task)))
  await assertWhole(task, card)
  const { before } = await promote(task.folder, card, doing)
  return { now: card, ...(before === undefined ? {} : { before }), warnings: warningsOf(card) }
}

async function chosenVersion(task: Pick<Task, 'folder'>): Promise<string> {
  const { verdict, candidates } = (await readReport(task)).report
  const isNamed = (name: string | undefined) => (entry: { name: string; finalist: boolean }) =>
    entry.finalist && entry.name === name
  const chosen = candidates.find(isNamed(verdict.candidate))
  if (chosen !== undefined) return chosen.version
  const leads = candidates.find(isNamed(verdict.leading?.candidate))
  const who = leads === undefined ? '' : `: ${leads.name} (${shortVersion(leads.version)}) only leads`
  throw new TaskError(`The latest verdict chose no candidate${who}.`, {
    hint: `Name one if you want it all the same: crossover releases promote ${leads === undefined ? '<version>' : shortVersion(leads.version)}`,
  })
}

async function assertWhole({ folder }: Pick<Task, 'folder'>, { candidate }: ModelCard): Promise<void> {
  const artifacts = createArtifactStore(join(folder, '.crossover', 'artifacts'))
  for (const artifact of candidate.artifacts)
    await artifacts.get(artifact).catch((cause: unknown) => {
      throw new StoreError(
        `${candidate.name} (${shortVersion(candidate.version)}) cannot be released: ${cause instanceof Error ? cause.message : String(cause)}`,
        { hint: 'crossover run fits it anew where the data is still the same.', cause },
      )
    })
}

function warningsOf({ metrics, verdict }: ModelCard): string[] {
  if (metrics.test === undefined)
    return ['It was never measured on test rows: nothing is known of its quality.']
  return verdict === 'chosen' ? [] : ['No verdict chose it.']
}
