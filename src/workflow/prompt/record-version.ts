import type { PromptEvent } from '../../methods/prompt/library/prompt-event.ts'
import { lastCurrentVersion, recordedVersions } from '../../methods/prompt/library/recorded-versions.ts'
import { appendEvents, keepVersion } from '../../methods/prompt/library/write-history.ts'
import { defaultPrompt } from '../../methods/prompt/library/default-prompt.ts'
import { promptVersion } from '../../methods/prompt/library/prompt-version.ts'
import type { FoundPrompt, PromptTask } from './find-prompt.ts'

/** Who did something to a prompt, and when. */
export interface Doing {
  author: string
  at: Date
}

/** Whose work a text is that no person wrote. */
export const ownAuthor = 'crossover'

/** What is known of a text beyond its being there. */
export interface VersionFacts extends Doing {
  parent?: string
  note?: string
}

/**
 * Writes a text down as a version, unless it is one. The parent of an edit by hand is the version that was current last;
 * a default is crossover's own.
 *
 * @param events of the history so far.
 * @returns the event that was added, if any.
 */
export async function recordVersion(
  task: PromptTask,
  { found, events }: { found: FoundPrompt; events: readonly PromptEvent[] },
  facts: VersionFacts,
): Promise<PromptEvent[]> {
  const { name, version, text, isCurrent } = found
  const isKnown = recordedVersions(events, name).some((recorded) => recorded.version === version)
  if (isKnown) return []
  const parent = facts.parent ?? parentOf(events, name)
  const event: PromptEvent = {
    event: 'recorded',
    name,
    version,
    author: isDefault(task, found) ? ownAuthor : facts.author,
    at: facts.at.toISOString(),
    ...(parent === undefined ? {} : { parent }),
    ...(facts.note === undefined ? {} : { note: facts.note }),
    isCurrent,
  }
  await keepVersion(task.folder, { name, version, text })
  await appendEvents(task.folder, [event])
  return [event]
}

/** Whether a text is the one its strategy brings along. */
export function isDefault({ kind }: PromptTask, { name, version }: Omit<FoundPrompt, 'text'>): boolean {
  const own = defaultPrompt(kind, name)
  return own !== undefined && promptVersion(own) === version
}

function parentOf(events: readonly PromptEvent[], name: string): string | undefined {
  const last = lastCurrentVersion(events, name)
  return last === undefined ? undefined : `${name}@${last}`
}
