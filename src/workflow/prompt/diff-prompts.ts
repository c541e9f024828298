import { TaskError } from '../../errors.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import { lastCurrentVersion, recordedVersions } from '../../methods/prompt/library/recorded-versions.ts'
import { mergeWordDiff, type MergedPiece } from '../../text/merge-word-diff.ts'
import { wordDiff } from '../../text/word-diff.ts'
import { findPrompt, type FoundPrompt, type PromptTask } from './find-prompt.ts'

/** Two texts of the library laid over each other: what the older one has is "removed". */
export interface PromptDiff {
  from: FoundPrompt
  to: FoundPrompt
  pieces: MergedPiece[]
}

/**
 * The words in which two prompts differ, from the first to the second. With one only: from the version it was made from.
 *
 * @throws TaskError for an unknown prompt, or where there is nothing it was made from.
 */
export async function diffPrompts(task: PromptTask, one: string, other?: string): Promise<PromptDiff> {
  const first = await findPrompt(task, one)
  const [from, to] =
    other === undefined
      ? [await findPrompt(task, await parentOf(task, first)), first]
      : [first, await findPrompt(task, other)]
  return { from, to, pieces: mergeWordDiff(wordDiff(from.text, to.text)) }
}

/** Of a version that was written down what it was made from; of an edit the version that was current last. */
async function parentOf(task: PromptTask, { name, version }: FoundPrompt): Promise<string> {
  const events = await readHistory(task.folder)
  const recorded = recordedVersions(events, name).find((entry) => entry.version === version)
  const last = lastCurrentVersion(events, name)
  const parent = recorded === undefined ? last && `${name}@${last}` : (recorded.parent ?? undefined)
  if (parent !== undefined) return parent
  throw new TaskError(`Of ${name}@${version} nothing is known that it was made from.`, {
    hint: `Name the other prompt too: crossover prompt diff ${name}@${version} other`,
  })
}
