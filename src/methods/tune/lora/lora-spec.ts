import * as z from 'zod'

const count = z.number().int().positive()

/** What is trained and how; numbers that are left out are chosen by how many rows there are and how large the base is. */
export const loraSpecSchema = z.object({
  /** Name of the base; a local language model. */
  language: z.string(),
  /** Text of the prompt; empty means "as it lies in `prompts/lora.liquid`". */
  template: z.string(),
  rank: count.optional(),
  alpha: count.optional(),
  dropout: z.number().min(0).lt(1).optional(),
  /** Linear modules by Transformers' names, or `all-linear`. */
  modules: z.array(z.string()).min(1).optional(),
  learningRate: z.number().positive().optional(),
  /** At most; training ends earlier when validation does not get better. */
  epochs: count.optional(),
  /** How many recipes (rate × rank) take part in the search; 1: the one of these numbers. */
  recipes: count.max(8).optional(),
  /** Epochs without a better one before training is over. */
  patience: count.optional(),
  batchRows: count.optional(),
  /** Longer rows, prompt and answer together, are left out of training. */
  maxTokens: count.optional(),
  /** Made-up rows that are trained on beside the task's; absent: none. */
  canaries: count.max(10).optional(),
  /** The epoch that scored best on validation, once it is known. */
  epoch: count.optional(),
})
export type LoraSpec = z.infer<typeof loraSpecSchema>

/** The spec with every number chosen. Without canaries it does not speak of them, so that a recipe is what it was before there were any. */
export type LoraSettings = {
  [Key in keyof Omit<LoraSpec, 'epoch' | 'canaries'>]-?: NonNullable<LoraSpec[Key]>
} & Pick<LoraSpec, 'canaries'>
