import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { askedText, exchangesOf, readTurns, systemText, type Turn } from './chat-turns.ts'
import { dropped, mapped, type FormatContext, type Outcome } from './example-format.ts'
import { rowProblem, toolsHint } from './row-problem.ts'

/** How a chat file is read: whether its system message is part of the input is one choice for all rows. */
export interface ChatReading {
  withSystem: boolean
  sentence: string
}

/** Reads system messages of the first rows: one that is the same in all of them is the prompt, not the input. */
export function chatReading(systems: readonly string[]): ChatReading {
  const different = new Set(systems)
  if (different.size > 1)
    return { withSystem: true, sentence: 'the system messages differ, so they are part of the input' }
  const [system = ''] = different
  return {
    withSystem: false,
    sentence:
      system === ''
        ? 'there are no system messages'
        : 'the system message is the same in the first rows and is left out: it is the prompt, not the input',
  }
}

/** System messages of conversations, those that cannot be read left out. */
export function systemsOf(conversations: readonly (Json | undefined)[]): string[] {
  return conversations.flatMap((messages) => {
    const read = readTurns(messages, 'messages')
    return 'turns' in read ? [systemText(read.turns)] : []
  })
}

/** What a conversation is read as. */
export interface Conversation {
  row: RawRow
  messages: Json | undefined
  /** The key of the messages, for errors. */
  name: string
  /** More of the mapped row: id, time, provenance. */
  facts?: { [key: string]: Json | undefined }
  /** A system message that stands outside of the messages. */
  system?: Json | undefined
}

/**
 * Examples of one conversation of a training file: one for each answer to be learned from.
 *
 * @throws DataError for tools, images, unknown roles: a training file must not be half understood.
 */
export function chatExamples(
  conversation: Conversation,
  reading: ChatReading,
  context: FormatContext,
): Outcome | Outcome[] {
  const { row, name, facts = {} } = conversation
  const read = readTurns(conversation.messages, name)
  if ('problem' in read)
    throw rowProblem({ ...context, row }, read.problem, read.hasTools ? toolsHint : undefined)
  const turns = withOuterSystem(read.turns, conversation.system)
  if (!context.labelled)
    return mapped(row, { ...facts, input: askedText(lastAsked(turns), reading.withSystem) })
  const exchanges = exchangesOf(turns)
  if (exchanges.length === 0) return dropped(row, 'no answer to learn from')
  return exchanges.map(({ before, answer }, index) =>
    mapped(exchanges.length === 1 ? row : { ...row, part: index + 1 }, {
      ...(exchanges.length === 1 ? facts : { ...facts, ...partOf(facts, row, index + 1) }),
      input: askedText(before, reading.withSystem),
      output: answer.text,
    }),
  )
}

function withOuterSystem(turns: Turn[], system: Json | undefined): Turn[] {
  return typeof system === 'string' && system !== '' ? [{ role: 'system', text: system }, ...turns] : turns
}

/** Answers of one conversation belong together: a split keeps groups whole. */
function partOf(
  facts: { [key: string]: Json | undefined },
  row: RawRow,
  part: number,
): { [key: string]: Json | undefined } {
  const { id } = facts
  const named = typeof id === 'string' || typeof id === 'number'
  return {
    ...(named ? { id: `${id}#${part}` } : {}),
    group: facts['group'] ?? (named ? String(id) : `${row.line}`),
  }
}

/** Turns up to the last thing the user said. */
function lastAsked(turns: readonly Turn[]): Turn[] {
  return turns.slice(0, turns.findLastIndex(({ role }) => role === 'user') + 1)
}
