import * as z from 'zod'

const size = z.number().int().nonnegative()
const parts = z.array(z.string().min(1))

/** Form of a generated text. Every rule is optional. */
export const textRulesSchema = z.strictObject({
  minWords: size.optional(),
  maxWords: size.optional(),
  maxCharacters: size.optional().describe('Unicode code points.'),
  minSentences: size.optional(),
  maxSentences: size.optional(),
  mustInclude: parts.optional().describe('Texts that must be there, apart from case.'),
  forbidden: parts
    .optional()
    .describe('Words and phrases that must not be there, as whole words, apart from case.'),
  pattern: z.string().optional().describe('A regular expression with a match in the text.'),
  noMarkdown: z.boolean().optional(),
})
export type TextRules = z.infer<typeof textRulesSchema>
