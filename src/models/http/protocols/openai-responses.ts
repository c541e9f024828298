import * as z from 'zod'
import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { Usage } from '../../../contracts/prediction.ts'
import { ProviderError } from '../../../errors.ts'
import { strictSchema } from '../strict-schema.ts'
import { askForSchema } from './ask-for-schema.ts'
import type { Dialect, ModelRequest, Protocol, ProtocolAnswer, StreamReader } from './protocol.ts'
import { cutStream, parseEventData, readVendorJson } from './read-vendor-json.ts'

const tokens = z.number().nonnegative()

const usageSchema = z.object({
  input_tokens: tokens,
  input_tokens_details: z.object({ cached_tokens: tokens.nullish() }).nullish(),
  output_tokens: tokens,
  output_tokens_details: z.object({ reasoning_tokens: tokens.nullish() }).nullish(),
})

const responseSchema = z.object({
  model: z.string().nullish(),
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(
    z.object({
      type: z.string(),
      content: z
        .array(z.object({ type: z.string(), text: z.string().nullish(), refusal: z.string().nullish() }))
        .nullish(),
    }),
  ),
  usage: usageSchema.nullish(),
})

const eventSchema = z.object({
  type: z.string(),
  delta: z.unknown().optional(),
  message: z.string().nullish(),
  response: z.unknown().optional(),
})

/** `POST /responses`. Nothing is stored at the vendor (`store: false`). */
export const openaiResponses: Protocol = {
  path: '/responses',
  headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  toBody,
  readAnswer,
  readEvents,
}

function toBody(request: ModelRequest, dialect: Dialect): JsonObject {
  const { model, messages, maxTokens, sampling, schema, onDelta } = request
  const isAskedInWords = schema !== undefined && dialect.rung !== 'json_schema'
  const format = schema === undefined ? undefined : textFormat(schema, dialect)
  return {
    model,
    input: (isAskedInWords ? askForSchema(messages, schema) : messages).map(({ role, content }) => ({
      role,
      content,
    })),
    [dialect.maxTokensField]: maxTokens + (dialect.reasoningTokens ?? 0),
    ...(dialect.temperature ? { temperature: sampling?.temperature ?? 0 } : {}),
    ...(dialect.temperature && sampling?.topP !== undefined ? { top_p: sampling.topP } : {}),
    ...(format === undefined ? {} : { text: { format } }),
    store: false,
    ...(onDelta === undefined ? {} : { stream: true }),
  }
}

function textFormat(schema: JsonObject, { rung }: Dialect): JsonObject | undefined {
  if (rung === 'json_schema')
    return { type: 'json_schema', name: 'answer', strict: true, schema: strictSchema(schema).schema }
  return rung === 'json_object' ? { type: 'json_object' } : undefined
}

function readAnswer(json: Json): ProtocolAnswer {
  const answer = readVendorJson(json, responseSchema)
  const parts = answer.output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []))
  const text = parts.map((part) => part.text ?? '').join('')
  const refusal = parts.map((part) => part.refusal ?? '').join('')
  const reason = answer.incomplete_details?.reason
  if (answer.status === 'failed')
    throw new ProviderError('The server says that it could not answer.', { isTransient: true })
  const isRefused = refusal !== '' || reason === 'content_filter'
  return {
    text: text === '' ? refusal : text,
    finishReason: isRefused ? 'refused' : reason === 'max_output_tokens' ? 'length' : 'stop',
    ...(answer.usage === null || answer.usage === undefined ? {} : { usage: usageOf(answer.usage) }),
    ...(answer.model === null || answer.model === undefined ? {} : { observedModel: answer.model }),
  }
}

function readEvents(): StreamReader {
  let final: ProtocolAnswer | undefined
  return {
    push({ data }) {
      if (data === '') return ''
      const event = readVendorJson(parseEventData(data), eventSchema)
      if (event.type === 'error')
        throw new ProviderError(`The server reports an error: ${event.message ?? 'without a message'}`, {
          isTransient: true,
        })
      if (['response.completed', 'response.incomplete', 'response.failed'].includes(event.type))
        final = readAnswer(event.response as Json)
      return event.type === 'response.output_text.delta' && typeof event.delta === 'string' ? event.delta : ''
    },
    end() {
      if (final === undefined) throw cutStream()
      return final
    },
  }
}

/** `output_tokens` counts reasoning too; ours are apart and add up to it. */
function usageOf(usage: z.infer<typeof usageSchema>): Usage {
  const reasoning = Math.min(usage.output_tokens, usage.output_tokens_details?.reasoning_tokens ?? 0)
  const cached = usage.input_tokens_details?.cached_tokens
  return {
    inputTokens: usage.input_tokens,
    ...(cached === null || cached === undefined ? {} : { cachedInputTokens: cached }),
    outputTokens: usage.output_tokens - reasoning,
    ...(reasoning === 0 ? {} : { reasoningTokens: reasoning }),
    source: 'reported',
  }
}
