import type { GenerateRequest, Generation } from '../../contracts/model.ts'
import { ProviderError } from '../../errors.ts'
import type { Reservation } from '../../prices/spend-meter.ts'
import { adaptDialect } from './dialect.ts'
import { estimateUsage } from './estimate-tokens.ts'
import { explainRefusal, heldBackAnswer, isContentFilter, refusalText } from './explain-refusal.ts'
import type { Dialect, ProtocolAnswer } from './protocols/protocol.ts'
import type { ModelConnection } from './model-connection.ts'
import { protocols } from './protocols/protocols.ts'
import type { ResolvedModel } from './resolve-model.ts'
import { sendRequest, type SentAnswer } from './send-request.ts'
import { readStrict } from './strict-schema.ts'

/** More refusals of one request than there are features to leave out. */
const mostSteps = 8

/**
 * Asks once, and again with less where the server refuses a feature: structured output goes down its ladder, temperature,
 * seed, stop and the like are left out. What was learnt holds for the model from then on.
 *
 * @throws ProviderError, SpendLimitError, StoppedError
 */
export async function askModel(connection: ModelConnection, request: GenerateRequest): Promise<Generation> {
  for (let step = 0; ; step += 1) {
    const { dialect } = connection
    const startedAt = performance.now()
    try {
      return await askOnce(connection, request, dialect)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const kept = answerInRefusal(error, request)
      if (kept !== undefined) return { ...kept, latencyMs: performance.now() - startedAt }
      const next = step < mostSteps ? nextDialect(error, request, dialect) : undefined
      if (next === undefined) throw explainRefusal(error, connection.resolved)
      // Of many requests under way the first to be refused changes it; the others find it changed.
      if (connection.dialect === dialect) connection.dialect = next
    }
  }
}

function nextDialect(
  error: ProviderError,
  { schema }: GenerateRequest,
  dialect: Dialect,
): Dialect | undefined {
  if (error.status !== 400 && error.status !== 422 && error.status !== 404) return undefined
  return adaptDialect(dialect, { message: refusalText(error), hasSchema: schema !== undefined })
}

async function askOnce(
  connection: ModelConnection,
  request: GenerateRequest,
  dialect: Dialect,
): Promise<Generation> {
  const { resolved, meter, price } = connection
  const { signal: _, ...asked } = request
  const body = protocols[resolved.protocol].toBody({ ...asked, model: resolved.model }, dialect)
  const reservation = await meter?.reserve({
    modelName: resolved.name,
    inputTokens: Math.ceil(Buffer.byteLength(JSON.stringify(body)) / bytesPerToken),
    maxOutputTokens: request.maxTokens + (dialect.reasoningTokens ?? 0),
    price,
  })
  const sent = await sendRequest({ connection, request, body, reservation })
  return generationOf(sent, { request, dialect, protocol: resolved.protocol, reservation })
}

/** Money is set aside for more tokens than any tokenizer makes of prose. */
const bytesPerToken = 2

interface AnswerContext {
  request: GenerateRequest
  dialect: Dialect
  protocol: ResolvedModel['protocol']
  reservation: Reservation | undefined
}

function generationOf(
  { answer, attempts, latencyMs, firstTokenMs }: SentAnswer,
  { request, dialect, protocol, reservation }: AnswerContext,
): Generation {
  const usage = answer.usage ?? estimateUsage(request.messages, answer.text)
  reservation?.settle(usage, answer.billedUsd)
  return {
    text: textOf(answer, request, dialect.rung === 'json_schema' && protocol !== 'anthropic-messages'),
    finishReason: answer.finishReason,
    usage,
    latencyMs,
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    ...(answer.observedModel === undefined ? {} : { observedModel: answer.observedModel }),
    ...(answer.billedUsd === undefined ? {} : { billedUsd: answer.billedUsd }),
    retries: attempts - 1,
  }
}

function textOf({ text, finishReason }: ProtocolAnswer, request: GenerateRequest, isStrict: boolean): string {
  const { schema, stop = [] } = request
  if (schema !== undefined && isStrict && finishReason !== 'refused') return readStrict(text, schema)
  const ends = stop.map((word) => text.indexOf(word)).filter((at) => at >= 0)
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends))
}

/** Refusals that are answers, and wrong ones, but no failures: a filter said no, or the vendor held broken JSON back. */
function answerInRefusal(
  error: ProviderError,
  { messages }: GenerateRequest,
): Omit<Generation, 'latencyMs'> | undefined {
  const heldBack = heldBackAnswer(error)
  if (heldBack === undefined && !isContentFilter(error)) return undefined
  const text = heldBack ?? ''
  const finishReason = heldBack === undefined ? 'refused' : 'stop'
  return { text, finishReason, usage: estimateUsage(messages, text), retries: error.attempts - 1 }
}
