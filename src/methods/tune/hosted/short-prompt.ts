import type { Task } from '../../../contracts/task.ts'
import type { ChatMessage } from '../../../contracts/model.ts'
import type { AnswerFormat } from '../../prompt/answers/answer-format.ts'
import { compilePrompt } from '../../prompt/prompt-template.ts'
import { promptVariables } from '../../prompt/prompt-variables.ts'

/** One sentence and the input: labels, fields and style are learnt, so that no question has to repeat them. */
export const shortPrompt = `=== system
{{ description }}
=== user
{{ input }}
`

/** The chat of one input, as a tuned model is trained on it and asked. */
export function shortChat(task: Task, format: AnswerFormat): (input: string) => ChatMessage[] {
  const render = compilePrompt(shortPrompt, 'hosted')
  const variables = promptVariables(task, format)
  return (input) => render({ ...variables, demonstrations: [], input })
}
