import * as z from 'zod'
import { promptSpecSchema, type PromptSpec } from '../prompt-spec.ts'

/** A prompt that shows an input in part. */
export const documentSpecSchema = promptSpecSchema.extend({
  /** Tokens of a passage at most, by estimate; what is packed is counted by the model. */
  passageTokens: z.number().int().positive(),
  /** Passages looked at for each field of the schema. */
  perField: z.number().int().positive(),
  /** Sections asked of one document at most. */
  sections: z.number().int().positive(),
})
export type DocumentSpec = z.infer<typeof documentSpecSchema>

/** Five passages hold most answers (docs/knowledge.md); a sixth where there is room. */
const defaults = { passageTokens: 200, perField: 6, sections: 20 }

/** The spec with what reading in parts needs, where it does not say so itself. */
export function documentSpec(spec: PromptSpec): DocumentSpec {
  return documentSpecSchema.parse({ ...defaults, ...spec })
}
