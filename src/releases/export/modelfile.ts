import type { ChatMessage } from '../../contracts/model.ts'
import { inputPlace } from './record-messages.ts'

/** What an Ollama model is made of. */
export interface ModelfileFacts {
  /** File of the base weights, beside the Modelfile. */
  base: string
  adapter?: string
  contextTokens?: number
  temperature: number
  /** The chat a prompt sends, where it is the same for every input but for the input itself. */
  messages?: ChatMessage[]
}

/**
 * An Ollama Modelfile: base, adapter, sampling; the system message and the examples of the prompt where they are the same for
 * every input. Ollama takes the chat template from the GGUF file.
 */
export function modelfile({ base, adapter, contextTokens, temperature, messages }: ModelfileFacts): string {
  const lines = [
    `FROM ./${base}`,
    ...(adapter === undefined ? [] : [`ADAPTER ./${adapter}`]),
    `PARAMETER temperature ${temperature}`,
    ...(contextTokens === undefined ? [] : [`PARAMETER num_ctx ${contextTokens}`]),
    ...(messages === undefined ? [] : messageLines(messages)),
  ]
  return `${lines.join('\n')}\n`
}

function messageLines(messages: readonly ChatMessage[]): string[] {
  const fixed = messages.slice(0, -1)
  const question = messages.at(-1)?.content
  if (fixed.some(({ content }) => content.includes(inputPlace)))
    return ['# The prompt repeats the input in several messages: send messages.json as a chat instead.']
  return [
    ...fixed.map(({ role, content }) =>
      role === 'system' ? `SYSTEM ${quoted(content)}` : `MESSAGE ${role} ${quoted(content)}`,
    ),
    ...(question === inputPlace
      ? []
      : [
          '# The question is more than the input: send the last message of messages.json, with the input in it.',
        ]),
  ]
}

/** Three quotes end a text, and cannot be escaped. */
function quoted(text: string): string {
  return `"""${text.replaceAll('"""', "'''")}"""`
}
