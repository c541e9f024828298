import type { PromptEvent, PromptScore } from './prompt-event.ts'

/** A version of a prompt as the history tells it. */
export interface RecordedVersion {
  name: string
  version: string
  author: string
  at: string
  parent?: string
  note?: string
  /** In the order they were measured. */
  scores: PromptScore[]
}

/** The versions of a prompt that were written down, oldest first, with what they scored. */
export function recordedVersions(events: readonly PromptEvent[], name: string): RecordedVersion[] {
  const versions = new Map<string, RecordedVersion>()
  for (const event of events.filter((entry) => entry.name === name)) {
    const { version, author, at } = event
    const known = versions.get(version) ?? { name, version, author, at, scores: [] }
    if (event.event === 'measured') known.scores.push(event.score)
    else if (event.event === 'recorded' && !versions.has(version)) {
      if (event.parent !== undefined) known.parent = event.parent
      if (event.note !== undefined) known.note = event.note
    }
    versions.set(version, known)
  }
  return [...versions.values()]
}

/** The version that was last known to be `prompts/<name>.liquid`: what an edit by hand was made from. */
export function lastCurrentVersion(events: readonly PromptEvent[], name: string): string | undefined {
  return events.findLast(
    (entry) =>
      entry.name === name && (entry.event === 'promoted' || (entry.event === 'recorded' && entry.isCurrent)),
  )?.version
}

/** The score on the most rows; the latest of several. */
export function bestEvidence(scores: readonly PromptScore[]): PromptScore | undefined {
  const most = Math.max(0, ...scores.map(({ n }) => n))
  return scores.findLast(({ n }) => n === most)
}
