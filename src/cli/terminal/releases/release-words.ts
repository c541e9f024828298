import { shortVersion } from '../../../releases/cards/find-card.ts'
import type { ModelCard } from '../../../releases/cards/model-card.ts'
import type { Released } from '../../../releases/history/promote.ts'
import type { PromotedRelease } from '../../../workflow/releases/promote-release.ts'

/** A candidate by name and version: `head 1a2b3c4d5e`. */
export function candidateWords({ candidate }: ModelCard): string {
  return `${candidate.name} ${shortVersion(candidate.version)}`
}

/** What a promotion has changed. */
export function promotedText({ now, before }: PromotedRelease): string {
  if (before?.candidate.version === now.candidate.version)
    return `${candidateWords(now)} is the release already.\n`
  const was = before === undefined ? 'Nothing was released before.' : `Before it: ${candidateWords(before)}.`
  return `${candidateWords(now)} is the release. ${was}\n`
}

/** What rolling back has changed. */
export function rolledBackText({ now, before }: Released): string {
  const back = before === undefined ? '' : `${candidateWords(before)} was taken back. `
  if (now !== undefined) return `${back}${candidateWords(now)} is the release again.\n`
  return `${back}Nothing is released now: crossover predict answers with what the latest verdict chose.\n`
}
