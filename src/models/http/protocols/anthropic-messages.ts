import * as z from 'zod'
import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { Usage } from '../../../contracts/prediction.ts'
import { closedSchema } from '../strict-schema.ts'
import { askForSchema } from './ask-for-schema.ts'
import type { Dialect, ModelRequest, Protocol, ProtocolAnswer, StreamReader } from './protocol.ts'
import { cutStream, parseEventData, readVendorJson } from './read-vendor-json.ts'

/** The version of the API that this file speaks. */
const version = '2023-06-01'
const toolName = 'answer'

const tokens = z.number().nonnegative()

const usageSchema = z.object({
  input_tokens: tokens.nullish(),
  cache_creation_input_tokens: tokens.nullish(),
  cache_read_input_tokens: tokens.nullish(),
  output_tokens: tokens.nullish(),
})
type MessageUsage = z.infer<typeof usageSchema>

const messageSchema = z.object({
  model: z.string().nullish(),
  content: z.array(z.object({ type: z.string(), text: z.string().nullish(), input: z.unknown().optional() })),
  stop_reason: z.string().nullish(),
  usage: usageSchema.nullish(),
})

const eventSchema = z.object({
  type: z.string(),
  message: z.object({ model: z.string().nullish(), usage: usageSchema.nullish() }).nullish(),
  delta: z
    .object({
      type: z.string().nullish(),
      text: z.string().nullish(),
      partial_json: z.string().nullish(),
      stop_reason: z.string().nullish(),
    })
    .nullish(),
  usage: usageSchema.nullish(),
})

/** `POST /messages` of Anthropic. */
export const anthropicMessages: Protocol = {
  path: '/messages',
  headers: (key) => ({
    'anthropic-version': version,
    ...(key === undefined ? {} : { 'x-api-key': key }),
  }),
  toBody,
  readAnswer(json: Json): ProtocolAnswer {
    const { model, content, stop_reason, usage } = readVendorJson(json, messageSchema)
    const tool = content.find(({ type }) => type === 'tool_use')
    const text = content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('')
    return answerOf({
      text: tool === undefined ? text : JSON.stringify(tool.input),
      reason: stop_reason,
      usage: usage ?? undefined,
      model,
    })
  },
  readEvents,
}

function toBody(request: ModelRequest, dialect: Dialect): JsonObject {
  const { model, maxTokens, sampling, stop, schema, onDelta } = request
  const isAskedInWords = schema !== undefined && dialect.rung !== 'json_schema' && dialect.rung !== 'tool'
  const messages = isAskedInWords ? askForSchema(request.messages, schema) : request.messages
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n\n')
  return {
    model,
    max_tokens: maxTokens + (dialect.reasoningTokens ?? 0),
    ...(system === '' ? {} : { system }),
    messages: messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ role, content })),
    // Newer models refuse temperature and top_p together.
    ...(dialect.temperature ? { temperature: Math.min(1, sampling?.temperature ?? 0) } : {}),
    ...(dialect.stop && stop !== undefined && stop.length > 0 ? { stop_sequences: stop } : {}),
    ...(schema === undefined ? {} : structure(schema, dialect)),
    ...(onDelta === undefined ? {} : { stream: true }),
  }
}

function structure(schema: JsonObject, { rung }: Dialect): JsonObject {
  if (rung === 'json_schema')
    return { output_config: { format: { type: 'json_schema', schema: closedSchema(schema) } } }
  if (rung !== 'tool') return {}
  return {
    tools: [{ name: toolName, description: 'Gives the answer.', input_schema: schema }],
    tool_choice: { type: 'tool', name: toolName },
  }
}

function readEvents(): StreamReader {
  let text = ''
  let toolJson = ''
  let reason: string | undefined
  let model: string | undefined
  let usage: MessageUsage | undefined
  return {
    push({ data }) {
      if (data === '') return ''
      const event = readVendorJson(parseEventData(data), eventSchema)
      model = event.message?.model ?? model
      usage = mergeUsage(mergeUsage(usage, event.message?.usage), event.usage)
      reason = event.delta?.stop_reason ?? reason
      if (event.type !== 'content_block_delta') return ''
      toolJson += event.delta?.partial_json ?? ''
      const added = event.delta?.type === 'text_delta' ? (event.delta.text ?? '') : ''
      text += added
      return added === '' ? (event.delta?.partial_json ?? '') : added
    },
    end() {
      if (reason === undefined) throw cutStream()
      return answerOf({ text: toolJson === '' ? text : toolJson, reason, usage, model })
    },
  }
}

/** Later events repeat some counts and bring others; those that are there win. */
function mergeUsage(known: MessageUsage | undefined, next: MessageUsage | null | undefined) {
  if (next === null || next === undefined) return known
  const present = Object.entries(next).filter(([, value]) => value !== null && value !== undefined)
  return { ...known, ...Object.fromEntries(present) }
}

interface MessageFacts {
  text: string
  reason: string | null | undefined
  usage: MessageUsage | undefined
  model: string | null | undefined
}

function answerOf({ text, reason, usage, model }: MessageFacts): ProtocolAnswer {
  const isCut = reason === 'max_tokens' || reason === 'model_context_window_exceeded'
  const reported = usage === undefined ? undefined : usageOf(usage)
  return {
    text,
    finishReason: reason === 'refusal' ? 'refused' : isCut ? 'length' : 'stop',
    ...(reported === undefined ? {} : { usage: reported }),
    ...(model === null || model === undefined ? {} : { observedModel: model }),
  }
}

/** `input_tokens` leaves out what the cache gave and took; ours count all input. */
function usageOf(usage: MessageUsage): Usage | undefined {
  const { input_tokens: input, output_tokens: output } = usage
  if (typeof input !== 'number' || typeof output !== 'number') return undefined
  const cached = usage.cache_read_input_tokens
  return {
    inputTokens: input + (cached ?? 0) + (usage.cache_creation_input_tokens ?? 0),
    ...(cached === null || cached === undefined ? {} : { cachedInputTokens: cached }),
    outputTokens: output,
    source: 'reported',
  }
}
