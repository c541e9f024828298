import * as z from 'zod'

const count = z.number().int().positive()

/** What is trained and how; numbers that are left out are chosen by how many rows there are and how large the base is. */
export const encoderSpecSchema = z.object({
  /** `local:minilm-l6`, or a BERT-like Hugging Face folder, relative to the task file. */
  base: z.string(),
  learningRate: z.number().positive().optional(),
  /** At most; training ends earlier when validation does not get better. */
  epochs: count.optional(),
  batchRows: count.optional(),
  /** Word pieces of a text; the rest is cut off. */
  maxTokens: count.optional(),
  /** Probability that is spread over all labels. */
  labelSmoothing: z.number().min(0).lt(1).optional(),
  classWeights: z.enum(['none', 'balanced']).optional(),
  /** Epochs in which rows of one label are drawn together before there is a head. */
  contrastiveEpochs: z.number().int().nonnegative().optional(),
  /** The epoch that scored best on validation, and what is served of it, once they are known. */
  epoch: count.optional(),
  precision: z.enum(['int8', 'float32']).optional(),
  temperature: z.number().positive().optional(),
})
export type EncoderSpec = z.infer<typeof encoderSpecSchema>

/** The spec with every number chosen. */
export type EncoderSettings = {
  [Key in keyof Omit<EncoderSpec, 'epoch' | 'precision' | 'temperature'>]-?: NonNullable<EncoderSpec[Key]>
}

/** What a predictor has to know beside the weights: the artifact `encoder.json`. */
export const encoderFileSchema = z.strictObject({
  /** For who reads it elsewhere. */
  use: z.string(),
  /** Label of logit i. */
  labels: z.array(z.string()).min(2),
  /** Logits are divided by it. */
  temperature: z.number().positive(),
  maxTokens: count,
  /** Name of the artifact that answers. */
  model: z.enum(['model.int8.onnx', 'model.onnx']),
})
export type EncoderFile = z.infer<typeof encoderFileSchema>
