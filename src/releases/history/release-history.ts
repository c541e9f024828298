import { join } from 'node:path'
import type { ModelCard } from '../cards/model-card.ts'
import { appendLines } from '../../store/append-lines.ts'
import { readLines, type LineFile } from '../../store/read-lines.ts'
import { releaseWords } from '../line-file-words.ts'
import { releaseEventSchema, type ReleaseEvent } from './release-event.ts'

/** Where a task's releases are written down; belongs under version control. */
export function releasesPath(taskFolder: string): string {
  return join(taskFolder, 'releases.jsonl')
}

/** What was promoted and rolled back, oldest first. @throws DataError when the file is damaged. */
export async function readReleases(taskFolder: string): Promise<ReleaseEvent[]> {
  const { entries } = await readLines(releasesFile(taskFolder))
  return entries
}

/** Writes down what happened. @throws StoreError when it cannot be written. */
export function addRelease(taskFolder: string, event: ReleaseEvent): Promise<void> {
  return appendLines(releasesFile(taskFolder), [event])
}

/**
 * The releases that stand, the current one last: a promotion puts one on top, rolling back takes the top away, so that
 * rolling back twice goes back two releases.
 */
export function standingReleases(events: readonly ReleaseEvent[]): ModelCard[] {
  const standing: ModelCard[] = []
  for (const event of events) {
    if (event.event === 'promoted') standing.push(event.card)
    else takeBack(standing, event.version)
  }
  return standing
}

/** Where lines of two branches were merged, what is rolled back need not be on top. */
function takeBack(standing: ModelCard[], version: string): void {
  const at = standing.findLastIndex(({ candidate }) => candidate.version === version)
  if (at !== -1) standing.splice(at, 1)
}

/** What is released now. */
export async function currentRelease(taskFolder: string): Promise<ModelCard | undefined> {
  return standingReleases(await readReleases(taskFolder)).at(-1)
}

function releasesFile(taskFolder: string): LineFile<ReleaseEvent> {
  return { path: releasesPath(taskFolder), schema: releaseEventSchema, words: releaseWords }
}
