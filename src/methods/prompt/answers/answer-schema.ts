import type { JsonObject } from '../../../contracts/json.ts'
import type { AnswerBounds } from '../../../contracts/model.ts'
import type { AnswerFormat } from './answer-format.ts'

/** The JSON Schema a server that can promise one is asked for; none for plain text. */
export function answerSchema(format: AnswerFormat): JsonObject | undefined {
  if (format.kind === 'generation') return undefined
  if (format.kind === 'extraction') return format.schema
  return {
    type: 'object',
    properties: { label: { type: 'string', enum: format.labels } },
    required: ['label'],
    additionalProperties: false,
  }
}

/** What answers to this input keep to beyond the schema, as those of train do. */
export function answerBounds(format: AnswerFormat, input: string): AnswerBounds {
  if (format.kind !== 'extraction') return {}
  const { isVerbatim, mostItems } = format
  return {
    ...(isVerbatim ? { copiedFrom: input } : {}),
    ...(mostItems === undefined ? {} : { mostItems }),
  }
}

/** Tokens an answer may take. A label is given three times the room of the longest, for a sentence around it. */
export function answerTokens(format: AnswerFormat): number {
  if (format.kind !== 'classification') return format.maxTokens
  const longest = format.labels.reduce((most, label) => Math.max(most, label.length), 0)
  return Math.max(24, longest)
}

/** What stands for an answer when none could be read, and whether it is one. */
export function fallbackAnswer(format: AnswerFormat): { output: string; validity: 'fallback' | 'invalid' } {
  if (format.kind === 'classification') return { output: format.fallback, validity: 'fallback' }
  if (format.kind === 'extraction') return { output: '{}', validity: 'fallback' }
  return { output: '', validity: 'invalid' }
}
