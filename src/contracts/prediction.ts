import * as z from 'zod'
import type { JsonObject } from './json.ts'
import type { ChatMessage, Sampling } from './model.ts'

/** Tokens a request used. `source` says whether a vendor reported them, a tokenizer counted them, or we guessed. */
export const usageSchema = z.strictObject({
  inputTokens: z.number().nonnegative(),
  cachedInputTokens: z.number().nonnegative().optional(),
  outputTokens: z.number().nonnegative(),
  reasoningTokens: z.number().nonnegative().optional(),
  source: z.enum(['reported', 'counted', 'estimated']),
})
export type Usage = z.infer<typeof usageSchema>

/**
 * Where an answer comes from. `document` is `input`, or the name of a file of the knowledge folder; offsets count UTF-16
 * units of its text, and `quote` is what stands there.
 */
const citationSchema = z.strictObject({
  document: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
  /** Path of the section it stands in, where the document has any. */
  section: z.string().optional(),
})
export type PredictionCitation = z.infer<typeof citationSchema>

/** An answer, and how it came about. A wrong or invalid output is an answer; a failed transport is not. */
export const predictionSchema = z.strictObject({
  /** The label, the text, or canonical JSON. */
  output: z.string(),
  raw: z.string().optional(),
  validity: z.enum(['first', 'repaired', 'reasked', 'fallback', 'invalid']),
  /** Of a fallback or an invalid answer: what was wrong. */
  problem: z.string().optional(),
  /** 0..1, raw; calibration is a hybrid's business. */
  confidence: z.number().min(0).max(1).optional(),
  alternatives: z.array(z.strictObject({ output: z.string(), probability: z.number() })).optional(),
  citations: z.array(citationSchema).optional(),
  /** Demonstrations, passages or sections left out so that a prompt fits the model's context. */
  leftOut: z.number().int().nonnegative().optional(),
  /** Of a grounded answer: numbers and names that neither the input nor the passages it cites hold. */
  unsupportedFacts: z.number().int().nonnegative().optional(),
  /** A hybrid's path. */
  steps: z
    .array(z.strictObject({ version: z.string(), usage: usageSchema.optional(), latencyMs: z.number() }))
    .optional(),
  usage: usageSchema.optional(),
  /** Absent only where it is unknown: answers recorded elsewhere. */
  latencyMs: z.number().nonnegative().optional(),
  firstTokenMs: z.number().nonnegative().optional(),
  computeMs: z.number().nonnegative().optional(),
  /** Only what a vendor itself reported. */
  billedUsd: z.number().nonnegative().optional(),
  observedModel: z.string().optional(),
})
export type Prediction = z.infer<typeof predictionSchema>

/** A row to answer. `sample` counts repeated asks of the same input, from 0. */
export interface PredictRequest {
  /** `id` lets recorded predictions find their row; no other method may read it. */
  id?: string
  input: { text: string; fields?: JsonObject; history?: ChatMessage[] }
  sample?: number
  sampling?: Sampling | undefined
  /** Shows the prompt's demonstrations in another order, drawn from it; methods that show none (`Method.reorders`) pass over it. */
  demonstrationSeed?: number | undefined
  signal: AbortSignal
  onDelta?: ((text: string) => void) | undefined
}

/** An opened candidate. */
export interface Predictor {
  predict(request: PredictRequest): Promise<Prediction>
  predictMany?(requests: PredictRequest[]): AsyncIterable<{ index: number; prediction: Prediction }>
  /** Gives back its share of a host, never kills it. */
  close(): Promise<void>
}
