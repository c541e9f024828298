import type { Task } from '../../contracts/task.ts'
import { defaultPrompt } from '../../methods/prompt/library/default-prompt.ts'
import { promptPath, readIfThere } from '../../methods/prompt/library/load-prompt.ts'
import type { PromptEvent, PromptScore } from '../../methods/prompt/library/prompt-event.ts'
import { promptVersion } from '../../methods/prompt/library/prompt-version.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import {
  bestEvidence,
  lastCurrentVersion,
  recordedVersions,
} from '../../methods/prompt/library/recorded-versions.ts'
import { estimateTokens } from '../../models/http/estimate-tokens.ts'
import { currentText, promptNames } from './find-prompt.ts'
import { isDefault, ownAuthor } from './record-version.ts'

/**
 * Where a prompt stands: `measured`; written down and `not measured`; `edited` since it was written down, so that no score
 * is its; `new`, with a file that was never written down; `not written`, a strategy's default that a run will write; or
 * `removed`, with a history and no file.
 */
export type PromptState = 'measured' | 'not measured' | 'edited' | 'new' | 'not written' | 'removed'

/** The current version of a prompt, as `prompt list` shows it. */
export interface ListedPrompt {
  name: string
  state: PromptState
  version?: string
  author?: string
  /** When it was written down, ISO. */
  at?: string
  parent?: string
  note?: string
  score?: PromptScore
  /** Of a question: measured, or guessed from the text of the template alone. */
  tokens?: { value: number; source: 'measured' | 'estimated' }
  /** Versions that were written down. */
  versions: number
  /** Whether a run with this task file measures it. */
  competes: boolean
}

/** Every prompt of a task with its current version. */
export async function listPrompts(task: Task): Promise<ListedPrompt[]> {
  const events = await readHistory(task.folder)
  const names = await promptNames(task, events)
  return Promise.all(names.map((name) => listPrompt(task, name, events)))
}

async function listPrompt(task: Task, name: string, events: readonly PromptEvent[]): Promise<ListedPrompt> {
  const versions = recordedVersions(events, name)
  const common = { name, versions: versions.length, competes: competes(task, name) }
  const text = await currentText(task, name)
  if (text === undefined) return { ...common, state: 'removed' }
  const version = promptVersion(text)
  const isWritten = (await readIfThere(promptPath(task.folder, name))) !== undefined
  const recorded = versions.find((entry) => entry.version === version)
  if (recorded === undefined)
    return {
      ...common,
      version,
      state: stateOf({ isWritten, isDefault: isDefault(task, { name, version, isCurrent: true }) }, versions),
      ...authorOf(task, { name, version }),
      ...parentOf(events, name),
      tokens: { value: estimateTokens(text), source: 'estimated' },
    }
  const { scores, ...facts } = recorded
  const score = bestEvidence(scores)
  const measured = score?.tokensPerQuery?.input
  return {
    ...common,
    ...facts,
    state: score === undefined ? 'not measured' : 'measured',
    ...(score === undefined ? {} : { score }),
    tokens:
      measured === undefined
        ? { value: estimateTokens(text), source: 'estimated' }
        : { value: measured, source: 'measured' },
  }
}

function stateOf(
  { isWritten, isDefault: isOwn }: { isWritten: boolean; isDefault: boolean },
  versions: readonly unknown[],
): PromptState {
  if (!isWritten) return 'not written'
  if (versions.length > 0) return 'edited'
  return isOwn ? 'not measured' : 'new'
}

function authorOf(task: Task, current: { name: string; version: string }): { author?: string } {
  return isDefault(task, { ...current, isCurrent: true }) ? { author: ownAuthor } : {}
}

function parentOf(events: readonly PromptEvent[], name: string): { parent?: string } {
  const last = lastCurrentVersion(events, name)
  return last === undefined ? {} : { parent: `${name}@${last}` }
}

function competes({ kind, methods, prompts }: Task, name: string): boolean {
  if (defaultPrompt(kind, name) === undefined) return prompts.includes(name)
  return methods.includes('prompt') || methods.includes(`prompt/${name}`)
}
