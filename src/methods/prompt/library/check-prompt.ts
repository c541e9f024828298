import type { Json } from '../../../contracts/json.ts'
import type { Task } from '../../../contracts/task.ts'
import { TaskError } from '../../../errors.ts'
import { compilePrompt, variablesOfPrompt } from '../prompt-template.ts'
import { defaultPrompt } from './default-prompt.ts'

/** What every prompt of a kind of task may name. */
const namesOfKind: Readonly<Record<Task['kind'], readonly string[]>> = {
  classification: ['input', 'description', 'labels', 'demonstrations'],
  extraction: ['input', 'description', 'fields', 'verbatim', 'demonstrations'],
  generation: ['input', 'description', 'words', 'demonstrations'],
}

/** Values of the right shape, for a trial. Those of other kinds are there too, and empty. */
const samples: Record<string, Json> = {
  input: 'a text',
  description: 'a sentence',
  labels: [{ name: 'a label', definition: 'what it means' }],
  fields: '- a field',
  verbatim: true,
  words: { fewest: 1, most: 2 },
  demonstrations: [{ input: 'a text', output: 'an answer' }],
}

/** Which prompt is checked: its file for messages, its name and the kind of task for what it may name. */
export interface CheckedPrompt {
  file: string
  name: string
  kind: Task['kind']
}

/** Variables a prompt may name: those of the kind of task, and what its strategy's own text names beyond them. */
export function allowedVariables({ name, kind }: Omit<CheckedPrompt, 'file'>): string[] {
  const own = defaultPrompt(kind, name)
  const more = own === undefined ? [] : variablesOfPrompt(own, name)
  return [...new Set([...namesOfKind[kind], ...more])]
}

/**
 * Refuses a prompt that cannot be asked, before a model is: one that does not compile, names a variable there is none of,
 * never shows the input, or does not end with a user message.
 *
 * @returns the variables it names.
 * @throws TaskError with the name and what is allowed.
 */
export function checkPrompt(source: string, prompt: CheckedPrompt): string[] {
  const { file } = prompt
  const used = variablesOfPrompt(source, file)
  const allowed = allowedVariables(prompt)
  const unknown = used.filter((name) => !allowed.includes(name) && !Object.hasOwn(samples, name))
  if (unknown.length > 0) throw unknownVariables(unknown, allowed, file)
  if (!used.includes('input') && mustShowInput(prompt))
    throw new TaskError(`Prompt ${file} never shows the input.`, {
      hint: 'Write {{ input }} where it belongs, as a rule under a line `=== user`.',
    })
  if (used.every((name) => Object.hasOwn(samples, name))) compilePrompt(source, file)(samples)
  return used
}

/** A strategy may show the input in another way than under this name; its own text tells. */
function mustShowInput({ name, kind }: CheckedPrompt): boolean {
  const own = defaultPrompt(kind, name)
  return own === undefined || variablesOfPrompt(own, name).includes('input')
}

function unknownVariables(unknown: readonly string[], allowed: readonly string[], file: string): TaskError {
  const names = unknown.map((name) => `"${name}"`).join(' and ')
  const what = unknown.length === 1 ? 'which is no variable' : 'which are no variables'
  return new TaskError(`Prompt ${file} names ${names}, ${what} of it. Allowed: ${allowed.join(', ')}.`, {
    hint: 'The text of a row is {{ input }}.',
  })
}
