import { TaskError } from '../../errors.ts'
import { checkPrompt } from '../../methods/prompt/library/check-prompt.ts'
import { promptPath, writePrompt } from '../../methods/prompt/library/load-prompt.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import { appendEvents } from '../../methods/prompt/library/write-history.ts'
import { currentText, findPrompt, parseReference, type PromptTask } from './find-prompt.ts'
import { promptVersion } from '../../methods/prompt/library/prompt-version.ts'
import { recordVersion, type Doing } from './record-version.ts'

/** A version that was made current, and the one it took the place of. */
export interface PromotedPrompt {
  name: string
  version: string
  path: string
  /** Nothing where it was current already. */
  before?: string
}

/**
 * Makes a version `prompts/<name>.liquid`. What stood there is written down first, so that nothing is lost.
 *
 * @throws TaskError without a version, and for an unknown name or version.
 */
export async function promotePrompt(
  task: PromptTask,
  reference: string,
  { author, at, note }: Doing & { note?: string },
): Promise<PromotedPrompt> {
  if (parseReference(reference).version === undefined)
    throw new TaskError(`${reference} names no version. Write ${reference}@version.`, {
      hint: `crossover prompt show ${reference} lists them.`,
    })
  const { name, version, text, isCurrent } = await findPrompt(task, reference)
  const path = promptPath(task.folder, name)
  if (isCurrent) return { name, version, path }
  checkPrompt(text, { file: path, name, kind: task.kind })
  const before = await currentText(task, name)
  const replaced = before === undefined ? undefined : promptVersion(before)
  if (before !== undefined && replaced !== undefined) {
    const found = { name, version: replaced, text: before, isCurrent: true }
    await recordVersion(task, { found, events: await readHistory(task.folder) }, { author, at })
  }
  await writePrompt(path, text)
  const extra = note === undefined ? {} : { note }
  await appendEvents(task.folder, [
    { event: 'promoted', name, version, author, at: at.toISOString(), ...extra },
  ])
  return { name, version, path, ...(replaced === undefined ? {} : { before: replaced }) }
}
