import * as z from 'zod'

/** Mean tokens of a query as measured: `cached` is the part of the input from the vendor's cache, `reasoning` is billed as output. */
export const meanTokensSchema = z.strictObject({
  input: z.number(),
  cached: z.number().optional(),
  output: z.number(),
  reasoning: z.number().optional(),
})
export type MeanTokens = z.infer<typeof meanTokensSchema>
