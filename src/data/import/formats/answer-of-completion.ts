import type { Json } from '../../../contracts/json.ts'
import { fieldAtPath } from '../field-at-path.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { textOfContent } from './chat-turns.ts'

/** The answer in a vendor's response, or why there is none, in words that follow "left out:". */
export type CompletionAnswer = { answer: string } | { missing: string }

/** Answer of a chat completion (`choices`), a legacy completion or a response of the Responses API (`output`). */
export function answerOfCompletion(body: Json | undefined): CompletionAnswer {
  if (!isJsonObject(body)) return { missing: 'no response' }
  const { output } = body
  if (Array.isArray(output)) return answerOfItems(output)
  const choice = fieldAtPath(body, 'choices.0')
  if (!isJsonObject(choice)) return { missing: 'no choices in the response' }
  if (choice['finish_reason'] === 'length')
    return { missing: 'the answer was cut off (finish_reason length)' }
  if (choice['finish_reason'] === 'content_filter') return { missing: 'the answer was filtered' }
  const { message } = choice
  const calls = fieldAtPath(choice, 'message.tool_calls') ?? fieldAtPath(choice, 'message.function_call')
  if (Array.isArray(calls) ? calls.length > 0 : isJsonObject(calls))
    return { missing: 'the answer calls tools' }
  const refusal = fieldAtPath(choice, 'message.refusal')
  if (typeof refusal === 'string' && refusal !== '') return { missing: 'the model refused' }
  const text = isJsonObject(message) ? textOfContent(message['content']) : textOfContent(choice['text'])
  return text === undefined || text.trim() === '' ? { missing: 'an empty answer' } : { answer: text }
}

function answerOfItems(items: readonly Json[]): CompletionAnswer {
  const objects = items.filter((item) => isJsonObject(item))
  if (objects.some(({ type }) => typeof type === 'string' && type.endsWith('_call')))
    return { missing: 'the answer calls tools' }
  const texts = objects.filter(({ type }) => type === 'message').map(({ content }) => textOfContent(content))
  const text = texts.every((part) => part !== undefined) ? texts.join('') : ''
  return text.trim() === '' ? { missing: 'an empty answer' } : { answer: text }
}
