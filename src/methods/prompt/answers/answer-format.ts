import * as z from 'zod'
import { jsonObjectSchema, jsonSchema, type Json } from '../../../contracts/json.ts'
import type { TrainingSplit } from '../../../contracts/method.ts'
import type { Task } from '../../../contracts/task.ts'
import { inferSchema } from '../../../answers/infer-schema.ts'
import { notInSource } from '../../../answers/spans.ts'
import { groupBy } from '../../../stats/group-by.ts'
import { labelsOf } from '../../labels-of.ts'

/** What a task's answers look like, learnt from train: kept with a prompt candidate, so that it is opened as it was fitted. */
export const answerFormatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('classification'), labels: z.array(z.string()), fallback: z.string() }),
  z.object({
    kind: z.literal('extraction'),
    schema: jsonObjectSchema,
    /** Whether every text in the answers of train stands word for word in its input. */
    isVerbatim: z.boolean(),
    /** A list of train holds half as many at most. */
    mostItems: z.number().int().positive().optional(),
    maxTokens: z.number().int(),
  }),
  z.object({
    kind: z.literal('generation'),
    words: z.tuple([z.number(), z.number()]),
    maxTokens: z.number().int(),
  }),
])
export type AnswerFormat = z.infer<typeof answerFormatSchema>

/** Tokens are no shorter than this in the languages tokenizers are made for; answers must not be cut. */
const fewestCharactersPerToken = 2.5
const fewestTokens = 48
/** Room above the longest answer of train. */
const headroom = 1.25

/** The format of a task's answers. The schema is the task file's own where it gives one. */
export function answerFormatOf(task: Task, split: Pick<TrainingSplit, 'train'>): AnswerFormat {
  const answers = split.train.map((row) => row.expected)
  const longest = answers.reduce((most, answer) => Math.max(most, answer.length), 0)
  const maxTokens = Math.max(fewestTokens, Math.ceil((longest / fewestCharactersPerToken) * headroom))
  if (task.kind === 'classification')
    return { kind: task.kind, labels: labelsOf(task, split), fallback: mostFrequent(answers) }
  if (task.kind === 'generation')
    return { kind: task.kind, words: middleNineTenths(answers.map(countWords)), maxTokens }
  const isVerbatim = split.train.every(({ input, expected }) => isCopiedFrom(input.text, expected))
  const values = answers.map((answer) => jsonSchema.parse(JSON.parse(answer)))
  const longestList = Math.max(1, ...values.map((value) => mostItemsIn(value)))
  return {
    kind: task.kind,
    schema: task.schema ?? inferSchema(answers),
    isVerbatim,
    mostItems: longestList * 2,
    maxTokens,
  }
}

/** Ties go to the label that sorts first, so that the order of rows does not matter. */
function mostFrequent(labels: readonly string[]): string {
  const groups = [...groupBy(labels, (label) => label)]
  const [first] = groups.toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
  return first?.[0] ?? ''
}

function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length
}

/** Between the 5th and the 95th percentile. */
function middleNineTenths(counts: readonly number[]): [number, number] {
  const sorted = counts.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return [at(0.05), at(0.95)]
}

/** Items of the longest list in a value. */
function mostItemsIn(value: Json | undefined): number {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Object.values(value).map((member) => mostItemsIn(member))
  return Math.max(Array.isArray(value) ? value.length : 0, ...inside)
}

function isCopiedFrom(source: string, answer: string): boolean {
  return notInSource(jsonSchema.parse(JSON.parse(answer)), source).length === 0
}
