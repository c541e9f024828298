import type { Json } from '../../../contracts/json.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { textOfValue } from '../text-of-value.ts'

/** One message of a conversation that has text only. */
export interface Turn {
  role: 'system' | 'user' | 'assistant'
  text: string
  /** 0: not to be learned from (OpenAI's `weight`). */
  weight?: number
}

/** Turns, or why there are none, in words that follow "line 3". */
export type Turns = { turns: Turn[] } | { problem: string; hasTools: boolean }

/** An answer and the turns before it. */
export interface Exchange {
  before: Turn[]
  answer: Turn
}

const roles: Record<string, Turn['role']> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  model: 'assistant',
  chatgpt: 'assistant',
  bing: 'assistant',
  bard: 'assistant',
}

/** Messages as OpenAI (`role`, `content`) or ShareGPT (`from`, `value`) write them. */
export function readTurns(messages: Json | undefined, name: string): Turns {
  if (!Array.isArray(messages) || messages.length === 0)
    return { problem: `has no list of messages in "${name}"`, hasTools: false }
  const turns: Turn[] = []
  for (const [index, message] of messages.entries()) {
    const turn = readTurn(message, `${name}.${index}`)
    if ('problem' in turn) return turn
    turns.push(turn)
  }
  return { turns }
}

/** Every answer of a conversation that is to be learned from, with what came before it. */
export function exchangesOf(turns: readonly Turn[]): Exchange[] {
  return turns.flatMap((answer, index) => {
    if (answer.role !== 'assistant' || answer.weight === 0 || answer.text.trim() === '') return []
    const before = turns.slice(0, index)
    return before.some(({ role }) => role === 'user') ? [{ before, answer }] : []
  })
}

/**
 * What was asked, as one text: the user's message, or a transcript where there is more than one message.
 *
 * @param withSystem whether the system message is a part of it: where it is the same everywhere it is the prompt.
 */
export function askedText(turns: readonly Turn[], withSystem: boolean): string {
  const said = turns.filter(({ role }) => withSystem || role !== 'system')
  const [only] = said
  if (said.length === 1 && only !== undefined) return only.text
  return said.map(({ role, text }) => `${speakers[role]}: ${text}`).join('\n\n')
}

/** Text of the system messages. */
export function systemText(turns: readonly Turn[]): string {
  return turns
    .filter(({ role }) => role === 'system')
    .map(({ text }) => text)
    .join('\n\n')
}

/** Text of a message's content: a text, or a list of text parts; `undefined` for anything else. */
export function textOfContent(content: Json | undefined): string | undefined {
  if (typeof content === 'string') return content
  if (isJsonObject(content)) return textOfValue(content)
  if (!Array.isArray(content)) return undefined
  const parts = content.map((part) => textOfPart(part))
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined
}

const speakers = { system: 'System', user: 'User', assistant: 'Assistant' } as const
const partTypes = new Set(['text', 'input_text', 'output_text', 'raw_text', 'template'])

function readTurn(message: Json, name: string): Turn | Exclude<Turns, { turns: Turn[] }> {
  if (!isJsonObject(message)) return { problem: `has no message in "${name}"`, hasTools: false }
  const said = String(textOfContent(message['role'] ?? message['from']) ?? '').toLowerCase()
  const calls = message['tool_calls'] ?? message['function_call']
  const isCall = Array.isArray(calls) ? calls.length > 0 : calls !== undefined && calls !== null
  if (isCall || /^(tool|function|function_call|observation|tool_call|tool_response|ipython)$/u.test(said))
    return { problem: `uses tools in "${name}"`, hasTools: true }
  const role = roles[said]
  if (role === undefined)
    return {
      problem: `has ${said === '' ? 'no role' : `the role "${said}"`} in "${name}"; system, user and assistant are known`,
      hasTools: false,
    }
  const text = textOfContent(message['content'] ?? message['value'])
  if (text === undefined)
    return {
      problem: `has something other than text in "${name}" (an image, a file, or nothing)`,
      hasTools: false,
    }
  const { weight } = message
  if (weight === undefined || weight === null) return { role, text }
  if (weight !== 0 && weight !== 1)
    return {
      problem: `has the weight ${JSON.stringify(weight)} in "${name}"; it must be 0 or 1`,
      hasTools: false,
    }
  return { role, text, weight }
}

function textOfPart(part: Json): string | undefined {
  if (typeof part === 'string') return part
  if (!isJsonObject(part)) return undefined
  const { type } = part
  if (type !== undefined && !(typeof type === 'string' && partTypes.has(type))) return undefined
  const value = part['text'] ?? part['value'] ?? part['arguments']
  return value === undefined || value === null ? undefined : textOfValue(value)
}
