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
})
export type PromptSpec = z.infer<typeof promptSpecSchema>
