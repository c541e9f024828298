import * as z from 'zod'
import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { Usage } from '../../../contracts/prediction.ts'
import { askForSchema } from './ask-for-schema.ts'
import type { Dialect, ModelRequest, Protocol, ProtocolAnswer, StreamReader } from './protocol.ts'
import { cutStream, parseEventData, readVendorJson } from './read-vendor-json.ts'
import { strictSchema } from '../strict-schema.ts'

const tokens = z.number().nonnegative()

const usageSchema = z.object({
  prompt_tokens: tokens,
  completion_tokens: tokens.nullish(),
  prompt_tokens_details: z.object({ cached_tokens: tokens.nullish() }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: tokens.nullish() }).nullish(),
  /** DeepSeek's name for tokens read from its cache. */
  prompt_cache_hit_tokens: tokens.nullish(),
  /** OpenRouter: what it charged, in USD. */
  cost: z.number().nonnegative().nullish(),
})

const partSchema = z.object({ type: z.string(), text: z.string().nullish() })
const contentSchema = z.union([z.string(), z.array(partSchema)]).nullish()

const answerSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        message: z.object({ content: contentSchema, refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: usageSchema.nullish(),
})

const chunkSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z.object({ content: contentSchema, refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish(),
  /** Groq's place for the usage of a stream. */
  x_groq: z.object({ usage: usageSchema.nullish() }).nullish(),
})

/** `POST /chat/completions`, as OpenAI and most other servers speak it. */
export const openaiChat: Protocol = {
  path: '/chat/completions',
  headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  toBody,
  readAnswer(json: Json): ProtocolAnswer {
    const { model, choices, usage } = readVendorJson(json, answerSchema)
    const [choice] = choices
    return answerOf({
      text: textOf(choice?.message.content),
      refusal: choice?.message.refusal,
      reason: choice?.finish_reason,
      usage,
      model,
    })
  },
  readEvents,
}

function toBody(request: ModelRequest, dialect: Dialect): JsonObject {
  const { model, messages, maxTokens, sampling, stop, schema, onDelta } = request
  const isAskedInWords = schema !== undefined && dialect.rung !== 'json_schema'
  return {
    model,
    messages: (isAskedInWords ? askForSchema(messages, schema) : messages).map(({ role, content }) => ({
      role,
      content,
    })),
    [dialect.maxTokensField]: maxTokens + (dialect.reasoningTokens ?? 0),
    ...(dialect.temperature ? { temperature: sampling?.temperature ?? 0 } : {}),
    ...(dialect.temperature && sampling?.topP !== undefined ? { top_p: sampling.topP } : {}),
    ...(dialect.seedField === undefined || sampling?.seed === undefined
      ? {}
      : { [dialect.seedField]: sampling.seed }),
    ...(dialect.stop && stop !== undefined && stop.length > 0 ? { stop } : {}),
    ...(schema === undefined ? {} : responseFormat(schema, dialect)),
    ...(onDelta === undefined ? {} : { stream: true }),
    ...(onDelta !== undefined && dialect.streamUsage ? { stream_options: { include_usage: true } } : {}),
  }
}

function responseFormat(schema: JsonObject, { rung }: Dialect): JsonObject {
  if (rung === 'json_schema')
    return {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: strictSchema(schema).schema },
      },
    }
  return rung === 'json_object' ? { response_format: { type: 'json_object' } } : {}
}

function readEvents(): StreamReader {
  let text = ''
  let refusal = ''
  let reason: string | undefined
  let model: string | undefined
  let usage: z.infer<typeof usageSchema> | undefined
  return {
    push({ data }) {
      if (data === '') return ''
      const chunk = readVendorJson(parseEventData(data), chunkSchema)
      model = chunk.model ?? model
      usage = chunk.usage ?? chunk.x_groq?.usage ?? usage
      const [choice] = chunk.choices ?? []
      reason = choice?.finish_reason ?? reason
      refusal += choice?.delta?.refusal ?? ''
      const added = textOf(choice?.delta?.content)
      text += added
      return added
    },
    end() {
      if (reason === undefined) throw cutStream()
      return answerOf({ text, refusal: refusal === '' ? undefined : refusal, reason, usage, model })
    },
  }
}

interface ChatFacts {
  text: string
  refusal: string | null | undefined
  reason: string | null | undefined
  usage: z.infer<typeof usageSchema> | null | undefined
  model: string | null | undefined
}

function answerOf({ text, refusal, reason, usage, model }: ChatFacts): ProtocolAnswer {
  const isRefused = (refusal ?? '') !== '' || reason === 'content_filter'
  const isCut = reason === 'length' || reason === 'model_length'
  return {
    text: text === '' && refusal ? refusal : withoutThinking(text),
    finishReason: isRefused ? 'refused' : isCut ? 'length' : 'stop',
    ...(usage === null || usage === undefined ? {} : { usage: usageOf(usage) }),
    ...(model === null || model === undefined ? {} : { observedModel: model }),
    ...(typeof usage?.cost === 'number' ? { billedUsd: usage.cost } : {}),
  }
}

/** `completion_tokens` counts reasoning too; ours are apart and add up to it. */
function usageOf(usage: z.infer<typeof usageSchema>): Usage {
  const output = usage.completion_tokens ?? 0
  const reasoning = Math.min(output, usage.completion_tokens_details?.reasoning_tokens ?? 0)
  const cached = usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens
  return {
    inputTokens: usage.prompt_tokens,
    ...(cached === null || cached === undefined ? {} : { cachedInputTokens: cached }),
    outputTokens: output - reasoning,
    ...(reasoning === 0 ? {} : { reasoningTokens: reasoning }),
    source: 'reported',
  }
}

function textOf(content: z.infer<typeof contentSchema>): string {
  if (typeof content === 'string') return content
  return (content ?? []).map(({ text }) => text ?? '').join('')
}

/** Servers without a reasoning parser leave the model's thoughts in front of its answer. */
function withoutThinking(text: string): string {
  return text.replace(/^\s*<think>[\s\S]*?<\/think>\s*/u, '')
}
