import { isAbsolute } from 'node:path'
import * as z from 'zod'

/** What the trainer is asked to do: the first line it reads. Its Python side checks the same again. */

const path = z.string().refine(isAbsolute, 'must be an absolute path')
const share = z.number().min(0).max(1)
const positiveInteger = z.number().int().positive()

/** Weights to start from: a GGUF file, or a Hugging Face folder with safetensors. */
export const baseSchema = z.strictObject({
  format: z.enum(['gguf', 'folder']),
  path,
  /** Jinja source, instead of the template that comes with the weights. */
  chatTemplate: z.string().optional(),
  /** Where an unpacked GGUF file is kept for other jobs: unpacking takes half a minute, opening a second. */
  cache: path.optional(),
})

/** Defaults of what is left out are in `python/crossover_trainer/job.py`. */
export const trainingSchema = z.strictObject({
  epochs: positiveInteger,
  learningRate: z.number().positive(),
  batchRows: positiveInteger.optional(),
  gradientAccumulation: positiveInteger.optional(),
  weightDecay: z.number().nonnegative().optional(),
  warmupShare: share.optional(),
  schedule: z.enum(['linear', 'cosine', 'constant']).optional(),
  maxGradientNorm: z.number().positive().optional(),
  /** Longer rows are left out for LoRA and cut for an encoder; both are counted in the `data` event. */
  maxTokens: positiveInteger.optional(),
  /** `auto`: bfloat16 where the hardware multiplies it fast. */
  precision: z.enum(['auto', 'float32', 'bfloat16']).optional(),
})

const loraSchema = z.strictObject({
  rank: positiveInteger.optional(),
  alpha: positiveInteger.optional(),
  dropout: share.optional(),
  /** `['all-linear']`, or names such as `q_proj`. */
  modules: z.array(z.string()).min(1).optional(),
})

const encoderSchema = z.strictObject({
  /** Label of output i. */
  labels: z.array(z.string()).min(1),
  labelSmoothing: share.optional(),
  classWeights: z.union([z.array(z.number().nonnegative()), z.enum(['balanced', 'none'])]).optional(),
  /** Epochs of supervised contrastive warm-up; 0 leaves it out. */
  contrastiveEpochs: z.number().int().nonnegative().optional(),
  dropout: share.optional(),
  headRateFactor: z.number().positive().optional(),
  headStart: z.enum(['means', 'random']).optional(),
})

const machineFields = {
  seed: z.number().int().nonnegative().optional(),
  threads: positiveInteger.optional(),
  device: z.enum(['auto', 'cpu', 'cuda', 'mps']).optional(),
}

const fitFields = {
  ...machineFields,
  /** Of this job alone: checkpoints `epoch-N`, results; a killed job resumes from it. */
  folder: path,
  base: baseSchema,
  /** JSON lines: `{messages}` for LoRA, the last one the assistant's; `{text, label}` for an encoder. */
  train: path,
  validation: path.optional(),
  training: trainingSchema,
}

export const jobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('probe'), ...machineFields }),
  z.strictObject({ kind: z.literal('lora'), ...fitFields, lora: loraSchema }),
  z.strictObject({ kind: z.literal('encoder'), ...fitFields, encoder: encoderSchema }),
  /** Teacher forcing over rows of `{messages}`: writes `scores.jsonl` into the folder. */
  z.strictObject({
    kind: z.literal('score'),
    ...machineFields,
    folder: path,
    base: baseSchema,
    validation: path,
    /** A PEFT folder; without it the base alone is scored. */
    adapter: path.optional(),
  }),
])
export type TrainerJob = z.infer<typeof jobSchema>

/** A line of `scores.jsonl`: ids of prompt and answer, the likeliest token at each place of the answer, ln p of the right one. */
export const scoredRowSchema = z.strictObject({
  promptTokens: z.array(z.number().int()),
  answerTokens: z.array(z.number().int()),
  top: z.array(z.number().int()),
  logProbabilities: z.array(z.number()),
})
export type ScoredRow = z.infer<typeof scoredRowSchema>

/** A line of an encoder checkpoint's `validation.jsonl`: one probability a label, in the order of `encoder.labels`. */
export const encoderPredictionSchema = z.strictObject({ probabilities: z.array(z.number()) })
