import type { RawRow } from '../../../contracts/example.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { chatExamples, chatReading, systemsOf } from './chat-examples.ts'
import { rowByRow, type ExampleFormat } from './example-format.ts'
import { idOf, listedTools } from './log-facts.ts'
import { rowProblem, toolsHint } from './row-problem.ts'

/** ShareGPT conversations: `conversations` of `from` and `value`, with `system` and `tools` beside them (LLaMA-Factory). */
export const sharegpt: ExampleFormat = {
  name: 'sharegpt',
  title: 'ShareGPT (conversations)',
  recognises: ({ conversations }) =>
    Array.isArray(conversations) &&
    conversations.length > 0 &&
    conversations.every((turn) => isJsonObject(turn) && 'from' in turn && 'value' in turn),
  open(context) {
    const reading = chatReading(context.first.flatMap(systemOf))
    return {
      mapping: [
        'every answer of "gpt" is an example; what was said before it is the input',
        reading.sentence,
      ],
      read: rowByRow((row) => {
        const { conversations, system } = row.value
        if (listedTools(row.value)) throw rowProblem({ ...context, row }, 'offers tools', toolsHint)
        const facts = idOf(row.value)
        return chatExamples(
          { row, messages: conversations, name: 'conversations', facts, system },
          reading,
          context,
        )
      }),
    }
  },
}

function systemOf({ value }: RawRow): string[] {
  const { conversations, system } = value
  return typeof system === 'string' && system !== '' ? [system] : systemsOf([conversations])
}
