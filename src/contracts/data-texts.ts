import * as z from 'zod'

const count = z.number().int().nonnegative()

/** How long texts are, in characters (code points): quantiles and a histogram over `edges`. */
const lengthsOfPartSchema = z.strictObject({
  part: z.enum(['train', 'validation', 'test']),
  of: z.enum(['input', 'answer']),
  rows: count,
  min: count,
  p25: count,
  median: count,
  p75: count,
  p95: count,
  max: count,
  /** Rows in each bin: one fewer than there are edges. */
  counts: z.array(count),
})
export type LengthsOfPart = z.infer<typeof lengthsOfPartSchema>

/** Bins are shared by all parts and grow by a constant factor; a bin holds its lower edge, the last one both. */
export const lengthsSchema = z.strictObject({
  edges: z.array(z.number()),
  parts: z.array(lengthsOfPartSchema),
})
export type Lengths = z.infer<typeof lengthsSchema>

const pairTextSchema = z.strictObject({ id: z.string(), text: z.string(), answer: z.string().optional() })

/**
 * Two rows to read side by side. `conflict`: rows of train or validation with one text, or near ones, and two
 * answers. `leak`: `left` is
 * such a row and `right` the test row that is its twin; of the test row no answer is kept, and of its text only
 * words that also stand in `left`: the others are "…".
 */
export const examplePairSchema = z.strictObject({
  kind: z.enum(['conflict', 'leak']),
  isExact: z.boolean(),
  left: pairTextSchema,
  right: pairTextSchema,
})
export type ExamplePair = z.infer<typeof examplePairSchema>
