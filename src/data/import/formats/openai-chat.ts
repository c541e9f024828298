import { isJsonObject } from '../parse-json-row.ts'
import { chatExamples, chatReading, systemsOf } from './chat-examples.ts'
import { rowByRow, type ExampleFormat } from './example-format.ts'
import { idOf, listedTools } from './log-facts.ts'
import { rowProblem, toolsHint } from './row-problem.ts'

/** OpenAI's fine-tuning file for chat models: `messages`, assistant messages with or without `weight`. */
export const openaiChat: ExampleFormat = {
  name: 'openai-chat',
  title: 'OpenAI chat (messages)',
  recognises: ({ messages }) =>
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every((message) => isJsonObject(message) && 'role' in message),
  open(context) {
    const reading = chatReading(systemsOf(context.first.map(({ value }) => value['messages'])))
    return {
      mapping: [
        'every assistant message is an answer, unless its weight is 0; the messages before it are the input',
        reading.sentence,
      ],
      read: rowByRow((row) => {
        const { messages } = row.value
        if (listedTools(row.value)) throw rowProblem({ ...context, row }, 'offers tools', toolsHint)
        const facts = idOf(row.value)
        return chatExamples({ row, messages, name: 'messages', facts }, reading, context)
      }),
    }
  },
}
