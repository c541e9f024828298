import type { ChatMessage, Generation, LanguageModel, Sampling } from '../../../contracts/model.ts'
import type { Prediction, Usage } from '../../../contracts/prediction.ts'
import { chooseAnswer } from './choose-answer.ts'
import type { AnswerFormat } from './answer-format.ts'
import { answerBounds, answerSchema, answerTokens, fallbackAnswer } from './answer-schema.ts'
import { readAnswer, type ReadAnswer } from './read-answer.ts'

/** One question to a language model. */
export interface Question {
  messages: ChatMessage[]
  format: AnswerFormat
  /** The input's text: spans are checked against it. */
  input: string
  sampling?: Sampling | undefined
  signal: AbortSignal
  /** Where the answer proper begins in what the model writes (after its thoughts, say); all of it by default. */
  answerPart?: ((text: string) => string) | undefined
  /** Tokens for what is written before the answer. */
  extraTokens?: number | undefined
  onDelta?: ((text: string) => void) | undefined
}

export type Asked = Prediction & { latencyMs: number; computeMs: number }

/**
 * Asks for an answer of the format. A label is chosen by token probabilities where the model gives them. Otherwise what it
 * writes is read, mended where that is safe, asked again once with what was wrong, and then replaced by the declared
 * fallback: `validity` says which of these it was, and never whether the answer is right.
 */
export async function askModel(model: LanguageModel, question: Question): Promise<Asked> {
  const { format, messages, signal } = question
  if (format.kind === 'classification' && model.choose !== undefined && question.answerPart === undefined)
    return chooseAnswer(model.choose.bind(model), { messages, labels: format.labels, signal })
  const first = await generate(model, question, messages)
  const read = readPart(first.text, question)
  if ('output' in read) return answerOf([first], { ...read, raw: first.text })
  const again: ChatMessage[] = [
    ...messages,
    { role: 'assistant', content: first.text },
    { role: 'user', content: `${read.problem} Answer again, with nothing but the answer.` },
  ]
  if (!(await hasRoom(model, again, question))) return answerOf([first], unread(first, read, format))
  const second = await generate(model, question, again)
  const reread = readPart(second.text, question)
  if ('output' in reread)
    return answerOf([first, second], { output: reread.output, validity: 'reasked', raw: second.text })
  return answerOf([first, second], unread(second, reread, format))
}

function generate(model: LanguageModel, question: Question, messages: ChatMessage[]): Promise<Generation> {
  const { format, input, sampling, signal, onDelta, extraTokens = 0 } = question
  const schema = question.answerPart === undefined ? answerSchema(format) : undefined
  return model.generate({
    messages,
    maxTokens: answerTokens(format) + extraTokens,
    signal,
    ...(sampling === undefined ? {} : { sampling }),
    ...(schema === undefined ? {} : { schema, keepTo: answerBounds(format, input) }),
    ...(onDelta === undefined ? {} : { onDelta }),
  })
}

function readPart(text: string, { answerPart, format, input }: Question): ReadAnswer {
  return readAnswer(answerPart === undefined ? text : answerPart(text), format, input)
}

/** A second question holds the first and its answer: where that is more than the context, it is not asked. */
async function hasRoom(
  model: LanguageModel,
  messages: ChatMessage[],
  { format, extraTokens = 0 }: Question,
): Promise<boolean> {
  const tokens = await model.countTokens(messages)
  return tokens + answerTokens(format) + extraTokens <= model.contextTokens
}

function unread(
  { text, finishReason }: Generation,
  { problem, kept }: Exclude<ReadAnswer, { output: string }>,
  format: AnswerFormat,
): ReadPart {
  const why = finishReason === 'stop' ? problem : `${problem} (${finishWords[finishReason]})`
  const part = kept === undefined ? fallbackAnswer(format) : { output: kept, validity: 'fallback' as const }
  return { ...part, raw: text, problem: why }
}

const finishWords = { length: 'the answer was cut at its token limit', refused: 'the model refused' }

type ReadPart = Pick<Prediction, 'output' | 'validity' | 'raw' | 'problem'>

function answerOf(generations: readonly Generation[], answer: ReadPart): Asked {
  const last = generations.at(-1)
  const sum = (pick: (generation: Generation) => number) =>
    generations.reduce((total, generation) => total + pick(generation), 0)
  const billed = generations.flatMap(({ billedUsd }) => billedUsd ?? [])
  const { raw, ...read } = answer
  return {
    ...read,
    ...(raw === undefined || raw === read.output ? {} : { raw }),
    usage: sumUsage(generations.map(({ usage }) => usage)),
    latencyMs: sum(({ latencyMs }) => latencyMs),
    computeMs: sum(({ computeMs }) => computeMs ?? 0),
    ...(generations[0]?.firstTokenMs === undefined ? {} : { firstTokenMs: generations[0].firstTokenMs }),
    ...(billed.length === generations.length ? { billedUsd: billed.reduce((a, b) => a + b, 0) } : {}),
    ...(last?.observedModel === undefined ? {} : { observedModel: last.observedModel }),
  }
}

/** All that was used for one answer; estimated as soon as a part of it is. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const sources = ['estimated', 'counted', 'reported'] as const
  const total = (pick: (usage: Usage) => number | undefined) =>
    usages.reduce((sum, usage) => sum + (pick(usage) ?? 0), 0)
  const some = (pick: (usage: Usage) => number | undefined) =>
    usages.some((usage) => pick(usage) !== undefined)
  return {
    inputTokens: total((usage) => usage.inputTokens),
    outputTokens: total((usage) => usage.outputTokens),
    ...(some((usage) => usage.cachedInputTokens)
      ? { cachedInputTokens: total((usage) => usage.cachedInputTokens) }
      : {}),
    ...(some((usage) => usage.reasoningTokens)
      ? { reasoningTokens: total((usage) => usage.reasoningTokens) }
      : {}),
    source: sources.find((source) => usages.some((usage) => usage.source === source)) ?? 'reported',
  }
}
