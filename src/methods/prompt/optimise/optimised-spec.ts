import * as z from 'zod'
import { promptSpecSchema } from '../prompt-spec.ts'

const tokensSchema = z.object({ input: z.number(), output: z.number() })

/** One prompt that was tried: what it is called, how far it came, and what it was made from. */
const triedSchema = z.object({
  name: z.string(),
  /** Validation rows it answered, and its merit on them (more is better). */
  rows: z.number(),
  merit: z.number(),
  /** Mean tokens of a question and its answer. */
  tokens: z.number(),
  parent: z.string().optional(),
  instruction: z.string().optional(),
})

/** A prompt of `prompt/optimised`: a prompt with its demonstrations and, once searched, the record of the search. */
export const optimisedSpecSchema = promptSpecSchema.extend({
  /** Demonstrations: none, the same rows for every input, or those nearest to the input. */
  shows: z.enum(['nothing', 'fixed', 'nearest']),
  optimisation: z
    .object({
      by: z.enum(['reflection', 'halving']),
      /** The model that wrote instructions, and how many of its texts were tried. */
      reflector: z.string().optional(),
      written: z.number().int().optional(),
      winner: z.string(),
      /** Questions, those to the reflector included, and the tokens of all of them. */
      calls: z.number().int(),
      tokens: tokensSchema,
      /** How much the best-of-all choice flatters itself, in the unit of a row's score. */
      optimism: z.number(),
      tried: z.array(triedSchema),
    })
    .optional(),
})
export type OptimisedSpec = z.infer<typeof optimisedSpecSchema>
export type Optimisation = NonNullable<OptimisedSpec['optimisation']>
export type TriedPrompt = z.infer<typeof triedSchema>
