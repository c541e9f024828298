import type { Task } from '../../../contracts/task.ts'
import { checkPrompt } from '../../prompt/library/check-prompt.ts'
import { promptPath, readIfThere, writePrompt } from '../../prompt/library/load-prompt.ts'

/** What a tuned model needs to be told: the task. The form of answers is what it was trained on. */
const shortPrompt = `=== system
{{ description }}
=== user
{{ input }}
`

/**
 * Reads `prompts/lora.liquid` beside the task file; where it is not there yet, writes the short default first, so that it can
 * be read, edited and committed.
 *
 * @throws TaskError when it is no prompt; StoreError when the folder can be neither read nor written.
 */
export async function loadLoraPrompt({ folder, kind }: Pick<Task, 'folder' | 'kind'>): Promise<string> {
  const file = promptPath(folder, 'lora')
  const written = await readIfThere(file)
  if (written === undefined) await writePrompt(file, shortPrompt)
  const text = written ?? shortPrompt
  checkPrompt(text, { file, name: 'lora', kind })
  return text
}
