import type { Example } from '../../../contracts/example.ts'
import type { ChatMessage } from '../../../contracts/model.ts'
import { compilePrompt } from '../../prompt/prompt-template.ts'
import { promptVariables } from '../../prompt/prompt-variables.ts'
import type { AnswerFormat } from '../../prompt/answers/answer-format.ts'
import type { Task } from '../../../contracts/task.ts'

/** A row as a chat that ends in its answer. */
export interface TrainingRow {
  messages: ChatMessage[]
}

/** What is asked of a row: the prompt it is trained with is the one it is asked with. */
export interface RowPrompt {
  template: string
  /** For messages. */
  file: string
  task: Task
  format: AnswerFormat
}

/** The chat a row is asked with, without its answer. */
export function rowPrompt({ template, file, task, format }: RowPrompt): (input: string) => ChatMessage[] {
  const render = compilePrompt(template, file)
  const variables = promptVariables(task, format)
  return (input) => render({ ...variables, demonstrations: [], input })
}

/** The chats a trainer learns from, in the order of the rows. The base's chat template is the trainer's business. */
export function trainingRows(
  rows: readonly Pick<Example, 'input' | 'expected'>[],
  prompt: RowPrompt,
): TrainingRow[] {
  const ask = rowPrompt(prompt)
  return rows.map(({ input, expected }) => ({
    messages: [...ask(input.text), { role: 'assistant', content: expected }],
  }))
}

/** JSON lines, as the trainer reads them. */
export function jsonLines(rows: readonly TrainingRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
