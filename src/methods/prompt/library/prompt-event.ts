import * as z from 'zod'
import { metricSchema, promptNameSchema } from '../../../contracts/task.ts'

/** What a prompt scored on validation rows, and who answered: a candidate's version names all that made it. */
export const promptScoreSchema = z.strictObject({
  metric: metricSchema,
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** Validation rows that were answered. */
  n: z.number().int().positive(),
  candidate: z.string(),
  /** The candidate's name: one text may be asked with examples that a search chose, and without. */
  as: z.string(),
  model: z.string(),
  /** Mean tokens of a question. */
  tokensPerQuery: z.strictObject({ input: z.number(), output: z.number() }).optional(),
})
export type PromptScore = z.infer<typeof promptScoreSchema>

const about = {
  name: promptNameSchema,
  version: z.string().regex(/^[0-9a-f]{10}$/),
  author: z.string(),
  at: z.iso.datetime(),
}

/**
 * A line of `prompts/history.jsonl`: a text was written down, measured, or made current again. Lines are only ever added,
 * so that two branches merge by keeping the lines of both.
 */
export const promptEventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('recorded'),
    ...about,
    /** `name@version` of what it was made from. */
    parent: z.string().optional(),
    note: z.string().optional(),
    /** Whether it was `prompts/<name>.liquid` at the time; a wording that a search found is not. */
    isCurrent: z.boolean(),
  }),
  z.strictObject({
    event: z.literal('measured'),
    ...about,
    by: z.enum(['run', 'try']),
    score: promptScoreSchema,
  }),
  z.strictObject({ event: z.literal('promoted'), ...about, note: z.string().optional() }),
])
export type PromptEvent = z.infer<typeof promptEventSchema>
