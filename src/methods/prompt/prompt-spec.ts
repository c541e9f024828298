import * as z from 'zod'

/** A prompt candidate, whole: the template's text is part of it, so that an edited prompt is another candidate. */
export const promptSpecSchema = z.object({
  /** Name of the language model. */
  language: z.string(),
  /** Name of the file in `prompts/`, where it is not the strategy's own. */
  prompt: z.string().optional(),
  /** Text of the template; empty means "as it lies in `prompts/`". */
  template: z.string(),
  /** Demonstrations at most, and the tokens they may take together. */
  demonstrations: z.number().int().nonnegative(),
  demonstrationTokens: z.number().int().nonnegative(),
  /** Rows shown, when they are the same for every input. */
  rows: z.array(z.string()).optional(),
  /** How rows are found for an input, when that is not the nearest first and the nearest last in the prompt. */
  retrieval: z
    .object({
      /** 0: by nearness alone; above, nearness to rows already taken counts against a row (maximal marginal relevance). */
      diversity: z.number().min(0).max(1).optional(),
      /** No label has more than its share of the rows while others are near. */
      isBalanced: z.boolean().optional(),
      nearest: z.enum(['first', 'last']).optional(),
    })
    .optional(),
  /** A search among variants on validation rows: what it may ask and, once it is done, what it found. */
  search: z
    .object({
      /** Questions at most. */
      calls: z.number().int().nonnegative(),
      /** Name of the variant whose choices this spec has; absent until it was searched. */
      chosen: z.string().optional(),
      /** Questions of the whole search. */
      asked: z.number().int().optional(),
      /** How much the best-of-all choice flatters itself, in the unit of a row's score. */
      optimism: z.number().optional(),
      trace: z
        .array(z.object({ name: z.string(), rows: z.number(), merit: z.number(), tokens: z.number() }))
        .optional(),
    })
    .optional(),
})
export type PromptSpec = z.infer<typeof promptSpecSchema>
