import * as z from 'zod'

/** What the trainer says, a JSON line each. */

const count = z.number().int().nonnegative()
/** null: not a number, or nothing to measure it on. */
const measured = z.number().nullable()
const spreadSchema = z.strictObject({ p50: count, p95: count, max: count, total: count })

const helloSchema = z.strictObject({
  type: z.literal('hello'),
  protocol: z.literal(1),
  package: z.string(),
  pid: count,
  versions: z.record(z.string(), z.string()),
  device: z.enum(['cpu', 'cuda', 'mps']),
  deviceName: z.string(),
  hasBfloat16: z.boolean(),
  threads: count,
  freeMemoryBytes: count.nullable(),
})

const heartbeatSchema = z.strictObject({
  type: z.literal('heartbeat'),
  stage: z.string(),
  seconds: z.number(),
})

const progressSchema = z.strictObject({
  type: z.literal('progress'),
  stage: z.enum(['contrastive', 'train', 'validate', 'score', 'export']),
  step: count,
  steps: count,
  epoch: z.number().optional(),
  loss: measured.optional(),
  tokensPerSecond: measured.optional(),
})

/** What was read. `tooLong` rows are left out (LoRA) or cut (encoder); `message` says so in words. */
const dataSchema = z.strictObject({
  type: z.literal('data'),
  trainRows: count,
  validationRows: count,
  tooLong: z.strictObject({ train: count, validation: count, limitTokens: count, longestTokens: count }),
  promptTokens: spreadSchema,
  answerTokens: spreadSchema.optional(),
  message: z.string().nullable(),
})

/** From two real steps, before anything is trained. Waits for a reply. */
const estimateSchema = z.strictObject({
  type: z.literal('estimate'),
  /** All epochs with their validation; scoring between epochs is not in it. */
  seconds: z.number(),
  tokensPerSecond: z.number(),
  steps: count,
  trainTokens: count,
  memoryBytes: count,
  freeMemoryBytes: count.nullable(),
  trainableParameters: count,
  precision: z.enum(['float32', 'bfloat16']),
})

/** An epoch is on disk. Waits for a reply. Checkpoints of a killed run come again first, with `isResumed`. */
const checkpointSchema = z.strictObject({
  type: z.literal('checkpoint'),
  epoch: count,
  step: count,
  /** A PEFT adapter; or a Transformers folder with `head.safetensors` and `classifier.json`. */
  folder: z.string(),
  trainLoss: measured,
  validationLoss: measured,
  trainSeconds: z.number(),
  trainTokens: count,
  /** An encoder's probabilities of the validation rows: a file of the folder. */
  predictions: z.string().optional(),
  isResumed: z.boolean(),
})

/** An encoder as ONNX: names of files in `folder`. `sameLabel`: share of validation rows with PyTorch's label. */
const exportSchema = z.strictObject({
  folder: z.string(),
  onnx: z.string(),
  int8: z.string(),
  labels: z.string(),
  tokenizer: z.string(),
  sameLabel: z.strictObject({ rows: count, onnx: z.number().nullable(), int8: z.number().nullable() }),
})

const doneSchema = z.strictObject({
  type: z.literal('done'),
  /** `estimated`: the answer to the estimate was stop. */
  reason: z.enum(['finished', 'stopped', 'cancelled', 'estimated']),
  /** The epoch last called best; else that of least validation loss. */
  best: count.optional(),
  folder: z.string().optional(),
  export: exportSchema.optional(),
  scores: z.string().optional(),
})

/** Why a job failed. */
export const failureCodes = [
  'job',
  'rows',
  'one-label',
  'too-long',
  'chat-template',
  'base',
  'architecture',
  'pickle',
  'other-job',
  'nan-loss',
  'memory',
  'disk-full',
  'device',
  'environment',
  'protocol',
  'crash',
] as const

const errorSchema = z.strictObject({
  type: z.literal('error'),
  code: z.enum(failureCodes),
  message: z.string(),
  hint: z.string().nullable(),
})

export const eventSchema = z.discriminatedUnion('type', [
  helloSchema,
  heartbeatSchema,
  progressSchema,
  dataSchema,
  estimateSchema,
  checkpointSchema,
  doneSchema,
  errorSchema,
])
export type TrainerEvent = z.infer<typeof eventSchema>
export type TrainerEstimate = z.infer<typeof estimateSchema>
export type TrainerCheckpoint = z.infer<typeof checkpointSchema>
export type TrainerDone = z.infer<typeof doneSchema>
export type TrainerFailure = z.infer<typeof errorSchema>

/** The answer to `estimate` and `checkpoint`. `best`: the epoch that scored best so far; an encoder's is exported. */
export interface TrainerReply {
  type: 'continue' | 'stop'
  best?: number
}
