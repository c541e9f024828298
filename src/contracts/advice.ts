import * as z from 'zod'
import { reasonSchema } from './reason.ts'

/** A change of one input under which the task would be decided otherwise. Found by deciding again. */
const flipSchema = z.strictObject({
  change: z.enum(['volume', 'price', 'test-rows', 'train-rows', 'quality', 'validity']),
  /** Whose figure changes; of a price, a candidate that asks the model. Absent where the change is the same for all. */
  candidate: z.string().optional(),
  /** Answers a month, USD an answer, rows, the score, or the share of usable answers: what it is now, and from where on the verdict is another. */
  from: z.number(),
  to: z.number(),
  /** The verdict then. */
  choice: z.enum(['baseline', 'prompt', 'tune', 'hybrid', 'none', 'not-enough-evidence']),
  chosen: z.string().optional(),
  ...reasonSchema.shape,
})
export type Flip = z.infer<typeof flipSchema>

/** One line of "when to use which", in this task's figures. */
const whenLineSchema = z.strictObject({
  about: z.enum(['volume', 'rows', 'latency', 'consistency', 'change', 'budget']),
  /** When prompting, when fine-tuning, when both; what was not measured says so. */
  prompt: z.string(),
  tune: z.string(),
  both: z.string(),
  figures: reasonSchema.shape.figures,
})
export type WhenLine = z.infer<typeof whenLineSchema>

/** What follows from a verdict beside the choice: each sentence is made from figures of the report. */
export const adviceSchema = z.strictObject({
  /** What would flip the verdict; empty where nothing that was tried does. */
  flips: z.array(flipSchema),
  whenToUse: z.array(whenLineSchema),
  /** For whom the advice is: `task.team` is the one asked for. */
  nextSteps: z.strictObject({
    small: z.array(reasonSchema),
    medium: z.array(reasonSchema),
    technical: z.array(reasonSchema),
  }),
  risks: z.array(reasonSchema),
})
export type Advice = z.infer<typeof adviceSchema>
