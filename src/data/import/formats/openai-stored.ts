import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { answerOfCompletion } from './answer-of-completion.ts'
import { chatReading } from './chat-examples.ts'
import { dropped, type ExampleFormat, type FormatContext, type Outcome } from './example-format.ts'
import { idOf, known, listedTools, timeOf } from './log-facts.ts'
import { logExchange, systemOfLog } from './log-exchange.ts'

/**
 * OpenAI's stored chat completions. The list of completions has the answers; what was asked comes from the pages of
 * `/chat/completions/<id>/messages`, whose ids begin with the completion's, or from `messages` in the completion itself.
 */
export const openaiStored: ExampleFormat = {
  name: 'openai-stored',
  title: 'OpenAI stored completions',
  recognises: (row) => itemsOf(row).some((item) => isCompletion(item) || ownerOf(item) !== undefined),
  open(context) {
    return {
      mapping: [
        'input is the messages of a completion, joined by its id; a system message that is the same in all is left out',
        'the answer is what the model answered: nobody has said that it is right',
      ],
      read: (rows) => join(rows, context),
    }
  },
}

interface Completion {
  row: RawRow
  item: { [key: string]: Json }
}

async function* join(rows: AsyncIterable<RawRow>, context: FormatContext): AsyncGenerator<Outcome> {
  const completions: Completion[] = []
  const messages = new Map<string, Map<number, Json>>()
  for await (const row of rows) {
    for (const item of itemsOf(row.value)) {
      const owner = ownerOf(item)
      if (isCompletion(item)) completions.push({ row, item })
      else if (owner === undefined) yield dropped(row, 'no completion and no message of one')
      else {
        const turns = messages.get(owner.completion) ?? new Map<number, Json>()
        messages.set(owner.completion, turns.set(owner.index, item))
      }
    }
  }
  const systems = completions.flatMap(({ item }) => systemOfLog(askedBy(item, messages)))
  const { withSystem } = chatReading(systems)
  const parts = new Map<RawRow, number>()
  for (const { row, item } of completions) {
    const part = (parts.get(row) ?? 0) + 1
    parts.set(row, part)
    const place = 'data' in row.value ? { ...row, part } : row
    yield exampleOf({ row: place, item }, { messages, withSystem, labelled: context.labelled })
  }
}

function exampleOf(
  { row, item }: Completion,
  given: { messages: Map<string, Map<number, Json>>; withSystem: boolean; labelled: boolean },
): Outcome {
  const { id } = idOf(item)
  const asked = askedBy(item, given.messages)
  if (Array.isArray(asked) && asked.length === 0)
    return dropped(row, 'no messages: what was asked is in /chat/completions/<id>/messages')
  if (listedTools(item)) return dropped(row, 'the request uses tools')
  const completion = answerOfCompletion(item)
  if (given.labelled && 'missing' in completion) return dropped(row, completion.missing)
  const output = given.labelled && 'answer' in completion ? completion.answer : undefined
  const facts = {
    id,
    ...timeOf(item, 'created'),
    from: known({ answer: 'model output', model: item['model'], metadata: item['metadata'] }),
  }
  return logExchange({ row, asked: withoutAnswer(asked, output), output, facts }, given.withSystem)
}

/** Messages in the completion itself, else those of its page. */
function askedBy(item: { [key: string]: Json }, messages: Map<string, Map<number, Json>>): Json {
  const turns = [...(messages.get(idOf(item).id ?? '') ?? [])].toSorted(([a], [b]) => a - b)
  return item['messages'] ?? item['input'] ?? turns.map(([, turn]) => turn)
}

/** Some dumps add the answer to the messages: it must not stand in the input. */
function withoutAnswer(asked: Json, output: string | undefined): Json {
  if (!Array.isArray(asked) || output === undefined) return asked
  const last = asked.at(-1)
  const isAnswer = isJsonObject(last) && last['role'] === 'assistant' && last['content'] === output
  return isAnswer ? asked.slice(0, -1) : asked
}

/** A row may be an item or a page of them. */
function itemsOf(row: { [key: string]: Json }): { [key: string]: Json }[] {
  const { data } = row
  return row['object'] === 'list' && Array.isArray(data) ? data.filter((item) => isJsonObject(item)) : [row]
}

function isCompletion(item: { [key: string]: Json }): boolean {
  return item['object'] === 'chat.completion' && Array.isArray(item['choices'])
}

/** Which completion a stored message belongs to: its id is the completion's and its place. */
function ownerOf(item: { [key: string]: Json }): { completion: string; index: number } | undefined {
  if (typeof item['role'] !== 'string' || typeof item['id'] !== 'string') return undefined
  const [, completion, index] = /^(chatcmpl-.+)-(\d+)$/u.exec(item['id']) ?? []
  return completion === undefined ? undefined : { completion, index: Number(index) }
}
