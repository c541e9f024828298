import { expect, test } from 'vitest'
import { ProviderError } from '../../../errors.ts'
import { firstDialect } from '../dialect.ts'
import { resolveModel } from '../resolve-model.ts'
import { anthropicMessages } from './anthropic-messages.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiResponses } from './openai-responses.ts'
import type { ModelRequest } from './protocol.ts'

const schema = { type: 'object', properties: { label: { type: 'string' } }, required: ['label'] }
const closed = { ...schema, additionalProperties: false }
const request: ModelRequest = {
  model: 'm',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ],
  maxTokens: 20,
  sampling: { temperature: 0, seed: 7 },
  stop: ['\n'],
}
const dialectOf = (name: string) => firstDialect(resolveModel(name).capabilities)

test('openai-chat: what the model takes, and nothing else', () => {
  expect(openaiChat.toBody(request, dialectOf('ollama:m'))).toEqual({
    model: 'm',
    messages: request.messages,
    max_tokens: 20,
    temperature: 0,
    seed: 7,
    stop: ['\n'],
  })
  expect(openaiChat.toBody(request, dialectOf('openai:gpt-5-mini'))).toEqual({
    model: 'm',
    messages: request.messages,
    max_completion_tokens: 4116,
    seed: 7,
  })
  expect(openaiChat.toBody(request, dialectOf('mistral:m'))).toMatchObject({ random_seed: 7 })
})

test('without sampling the most likely token is taken, as by local models', () => {
  const { sampling: _, ...plain } = request
  for (const [protocol, name] of [
    [openaiChat, 'ollama:m'],
    [openaiResponses, 'ollama:m'],
    [anthropicMessages, 'anthropic:m'],
  ] as const)
    expect(protocol.toBody(plain, dialectOf(name))).toMatchObject({ temperature: 0 })
})

test('openai-chat: a stream asks for its usage', () => {
  const onDelta = () => undefined
  expect(openaiChat.toBody({ ...request, onDelta }, dialectOf('ollama:m'))).toMatchObject({
    stream: true,
    stream_options: { include_usage: true },
  })
  expect(openaiChat.toBody({ ...request, onDelta }, dialectOf('mistral:m'))).not.toHaveProperty(
    'stream_options',
  )
})

test('openai-chat: structure by schema, by JSON mode and words, by words alone', () => {
  const dialect = dialectOf('ollama:m')
  expect(openaiChat.toBody({ ...request, schema }, dialect)).toMatchObject({
    messages: request.messages,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: closed },
    },
  })
  const inWords = {
    role: 'system',
    content: `Be brief.\n\nAnswer with JSON that follows this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`,
  }
  expect(openaiChat.toBody({ ...request, schema }, { ...dialect, rung: 'json_object' })).toMatchObject({
    messages: [inWords, request.messages[1]],
    response_format: { type: 'json_object' },
  })
  const plain = openaiChat.toBody({ ...request, schema }, { ...dialect, rung: 'none' })
  expect(plain).toMatchObject({ messages: [inWords, request.messages[1]] })
  expect(plain).not.toHaveProperty('response_format')
})

test('openai-responses: nothing is stored, the format goes under text', () => {
  const providers = {
    openai: { baseUrl: 'https://api.openai.com/v1', protocol: 'openai-responses' as const },
  }
  const dialect = firstDialect(resolveModel('openai:gpt-4o', providers).capabilities)
  expect(openaiResponses.toBody({ ...request, schema }, dialect)).toEqual({
    model: 'm',
    input: request.messages,
    max_output_tokens: 20,
    temperature: 0,
    text: { format: { type: 'json_schema', name: 'answer', strict: true, schema: closed } },
    store: false,
  })
})

test('anthropic-messages: the system prompt stands apart, the schema is an output format or a tool', () => {
  const dialect = dialectOf('anthropic:claude-haiku-4-5')
  const body = {
    model: 'm',
    system: 'Be brief.',
    messages: [{ role: 'user', content: 'Hello' }],
    max_tokens: 20,
    temperature: 0,
    stop_sequences: ['\n'],
  }
  expect(anthropicMessages.toBody({ ...request, schema }, dialect)).toEqual({
    ...body,
    output_config: { format: { type: 'json_schema', schema: closed } },
  })
  expect(anthropicMessages.toBody({ ...request, schema }, dialectOf('anthropic:claude-3-5-haiku'))).toEqual({
    ...body,
    tools: [{ name: 'answer', description: 'Gives the answer.', input_schema: schema }],
    tool_choice: { type: 'tool', name: 'answer' },
  })
})

test('keys go where each protocol wants them, and nowhere without one', () => {
  expect(openaiChat.headers('k')).toEqual({ authorization: 'Bearer k' })
  expect(openaiResponses.headers(undefined)).toEqual({})
  expect(anthropicMessages.headers('k')).toEqual({ 'x-api-key': 'k', 'anthropic-version': '2023-06-01' })
})

test('thoughts in front of an answer are no part of it', () => {
  const answer = {
    choices: [{ message: { content: '<think>\nhm\n</think>\n\nrefund' }, finish_reason: 'stop' }],
  }
  expect(openaiChat.readAnswer(answer)).toEqual({ text: 'refund', finishReason: 'stop' })
})

test('an error that comes with status 200 or inside a stream is an error; a busy vendor’s passes', () => {
  const busy = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
  expect(thrown(() => anthropicMessages.readAnswer(busy))).toMatchObject({
    message: 'The server reports an error: Overloaded',
    isTransient: true,
  })
  const inStream = { data: JSON.stringify({ error: { message: 'No such model', code: 404 } }) }
  expect(thrown(() => openaiChat.readEvents().push(inStream))).toMatchObject({ isTransient: false })
})

test('a stream that ends before its answer does is no answer', () => {
  const reader = openaiChat.readEvents()
  reader.push({ data: '{"choices":[{"delta":{"content":"ref"},"finish_reason":null}]}' })
  expect(thrown(() => reader.end())).toMatchObject({ isTransient: true })
})

test('an answer of another shape says what is missing', () => {
  expect(thrown(() => openaiChat.readAnswer({ data: [] }))).toMatchObject({
    message: "The server's answer has another shape than its protocol: choices is not as expected.",
  })
})

function thrown(action: () => unknown): ProviderError {
  try {
    action()
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}
