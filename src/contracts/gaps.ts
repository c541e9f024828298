import * as z from 'zod'

const count = z.number().int().nonnegative()
const interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })

/** The rewrite that leaves the input alone and shows the prompt's demonstrations in another order. */
export const orderOfDemonstrations = 'order of demonstrations'

/** How often answers change under one harmless rewrite of the input. */
const rewriteSchema = z.strictObject({
  name: z.string(),
  /** Inputs it changes: those it leaves as they are say nothing. */
  inputs: count,
  changed: count,
  /** Share of them whose answer is another; of texts absent: their likeness says more. */
  flips: interval.optional(),
  /** Likeness to the plain answer, 0 … 1: chrF of texts, F1 of overlapping spans. */
  likeness: interval.optional(),
})

const worstInputSchema = z.strictObject({
  id: z.string(),
  input: z.string(),
  expected: z.string(),
  output: z.string(),
  changed: z.array(z.strictObject({ rewrite: z.string(), output: z.string() })),
})

/** Whether a candidate says the same when asked again, and when the input says the same in another form. */
export const consistencySchema = z.strictObject({
  /** Validation inputs that were rewritten. */
  inputs: count,
  /** Those of them with another answer to another form, or when asked again; absent of texts, which always differ a little. */
  changed: count.optional(),
  /** Five asks of one input. Absent where answers are one by construction (temperature 0 on this machine, no sampling). */
  agreement: interval
    .extend({
      inputs: count,
      asks: count,
      /** `same`: share of inputs whose answers are all one; else the mean likeness of pairs of answers. */
      measure: z.enum(['same', 'chrF', 'f1']),
    })
    .optional(),
  /** Answers changed of all rewritten asks, by input. */
  flips: interval.optional(),
  likeness: interval.optional(),
  rewrites: z.array(rewriteSchema),
  /** Whether its prompt shows several demonstrations: only then is their order one of the rewrites. Absent in older reports. */
  showsDemonstrations: z.boolean().optional(),
  /** Validation rows whose answers change most. */
  worst: z.array(worstInputSchema),
  /** What kept it from being measured, or measured in full. */
  reason: z.string().optional(),
})
export type Consistency = z.infer<typeof consistencySchema>

/** Something a candidate gets wrong systematically, shown by a test on validation rows (mission row 5). */
export const gapSchema = z.strictObject({
  kind: z.enum([
    'format',
    'words',
    'length',
    'position',
    'slow',
    'dear',
    'inconsistent',
    'confusion',
    'favourite',
  ]),
  candidate: z.string(),
  /** What was found, in one sentence. */
  message: z.string(),
  /** Share of the rows looked at that it touches. */
  share: interval,
  n: count,
  /** Corrected for all tests made of this candidate; it is at most .05. */
  pValue: z.number(),
  /** Three validation rows at most; inputs are shortened. */
  examples: z.array(
    z.strictObject({ id: z.string(), input: z.string(), expected: z.string(), output: z.string() }),
  ),
  /** Words it misses, or "label → label". */
  words: z.array(z.string()).optional(),
  /** What usually helps. */
  helps: z.string(),
})
export type Gap = z.infer<typeof gapSchema>
