import * as z from 'zod'

const count = z.number().int().nonnegative()

/** How much a prompt says before any row: tokens (estimated) of its template without demonstrations and input. */
export const promptComplexitySchema = z.strictObject({
  tokens: count,
  sections: count,
  variables: count,
  /** Shown at most. */
  demonstrations: count,
})
export type PromptComplexity = z.infer<typeof promptComplexitySchema>

/** What a prompt that went on does without. Chosen on validation rows: a selection, never a claim. */
export const simplifiedSchema = z.strictObject({
  /** The prompt that led on validation. */
  from: z.string(),
  dropped: z.array(z.string()),
  test: z.string(),
  alpha: z.number(),
  margin: z.number(),
  rows: count,
  tokensSaved: z.number(),
  usdSavedPerQuery: z.number().optional(),
  tried: z.array(
    z.strictObject({
      dropped: z.string(),
      value: z.number(),
      tokens: z.number(),
      pValue: z.number(),
      notWorse: z.boolean(),
    }),
  ),
})
export type Simplified = z.infer<typeof simplifiedSchema>
